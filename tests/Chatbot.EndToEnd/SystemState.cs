using System.Diagnostics;
using System.Text.Json;
using Chatbot.Testing;

namespace Chatbot.EndToEnd;

/// <summary>What the local engine writes to <c>state.json</c> while the product runs.</summary>
internal sealed record SystemState(
    int ProcessId,
    string Url,
    IReadOnlyDictionary<string, SystemState.RunningProcess> Processes,
    IReadOnlyDictionary<string, string?> ConnectionStrings)
{
    public static async Task<SystemState> ReadyAsync(AppHost host, string data)
    {
        var file = Path.Combine(data, "state.json");
        await Eventually.TrueAsync(
            () => host.HasEnded ? throw new InvalidOperationException($"The AppHost ended. It printed:\n{host.Output}") : File.Exists(file),
            $"the product is ready; the AppHost printed:\n{host.Output}",
            TimeSpan.FromSeconds(150));
        return Read(file);
    }

    public static SystemState Read(string file) =>
        JsonSerializer.Deserialize<SystemState>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

    /// <summary>The processes that carry this folder on their command line or in their environment: the product's own, and its servers'.</summary>
    public static IReadOnlyList<string> ProcessesOf(string data) =>
    [
        .. Process.GetProcesses()
            .Where(process => process.Id != Environment.ProcessId && Mentions(process.Id, data))
            .Select(process => $"{process.Id} {process.ProcessName}"),
    ];

    private static bool Mentions(int processId, string text)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Contains(text, StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{processId}/environ").Contains(text, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It ended meanwhile.
        }
    }

    internal sealed record RunningProcess(int? ProcessId, string Address, string LogFile, IReadOnlyDictionary<string, string> Details);
}
