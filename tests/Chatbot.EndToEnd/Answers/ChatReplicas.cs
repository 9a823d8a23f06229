using Chatbot.EndToEnd.SharedControl;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.Answers;

/// <summary>The processes of the chat service.</summary>
internal sealed class ChatReplicas(Func<SystemState> state)
{
    public static IReadOnlyList<string> Names { get; } = ["chat", "chat-2", "chat-3"];

    /// <summary>Those that answer; one that was killed is started again by the engine.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync()
    {
        List<string> running = [];
        foreach (var name in Names)
        {
            if (await IsReadyAsync(name)) running.Add(name);
        }

        return running;
    }

    public Task AllRunAsync() => Eventually.TrueAsync(async () => (await RunningAsync()).Count == Names.Count, "every replica of the chat service runs", TimeSpan.FromMinutes(2));

    public async Task KillAsync(string name)
    {
        var process = state().Processes[name].ProcessId!.Value;
        Assert.True(Directory.Exists($"/proc/{process}"), $"There is no process {process} of {name} to be killed.");
        await AppHost.SignalAsync("KILL", process);
    }

    /// <summary>What all of them have in memory.</summary>
    public long ResidentBytes() => Names.Sum(name => ResidentBytes(state().Processes[name].ProcessId!.Value));

    private async Task<bool> IsReadyAsync(string name)
    {
        try
        {
            using var http = LocalHttp.Create(state().Processes[name].Address);
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static long ResidentBytes(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["VmRSS:".Length..^"kB".Length], System.Globalization.CultureInfo.InvariantCulture) * 1024)
        .Single();
}
