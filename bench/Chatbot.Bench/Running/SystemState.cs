using System.Text.Json;

namespace Chatbot.Bench.Running;

/// <summary>What the local engine writes to <c>state.json</c> while the product runs.</summary>
/// <param name="ProcessId">The AppHost.</param>
internal sealed record SystemState(
    int ProcessId,
    string Url,
    IReadOnlyDictionary<string, SystemState.RunningProcess> Processes,
    IReadOnlyDictionary<string, string?> ConnectionStrings)
{
    public Uri AddressOf(string process) => new(Processes[process].Address);

    public static SystemState Read(string file) => JsonSerializer.Deserialize<SystemState>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

    internal sealed record RunningProcess(int? ProcessId, string Address);
}
