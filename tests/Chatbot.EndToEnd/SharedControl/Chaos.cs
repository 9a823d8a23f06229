using System.Collections.Concurrent;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>Kills one process after the other, at moments and in an order that a seed decides; the engine starts them again.</summary>
internal sealed class Chaos(Func<SystemState> state, int seed)
{
    private static readonly string[] Victims = ["agent", "catalog", "messaging", "simulator"];
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _killed = [];

    public ConcurrentQueue<string> Kills { get; } = [];

    public async Task RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(length);
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(2 + (6 * _random.NextDouble())), end.Token);
                await KillAsync(Victims[_random.Next(Victims.Length)]);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Long enough.
        }
    }

    private async Task KillAsync(string victim)
    {
        // One that is down already keeps its old id until it is up again.
        if (state().Processes[victim].ProcessId is not { } process || _killed.GetValueOrDefault(victim) == process) return;
        _killed[victim] = process;
        Kills.Enqueue(victim);
        await AppHost.SignalAsync("KILL", process);
    }
}
