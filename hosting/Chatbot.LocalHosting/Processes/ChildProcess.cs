using System.Diagnostics;
using CliWrap;

namespace Chatbot.LocalHosting.Processes;

/// <summary>A process of ours while it runs.</summary>
internal sealed class ChildProcess
{
    private readonly Launch _launch;

    public ChildProcess(Launch launch, CommandTask<CommandResult> running, Action<int> ended)
    {
        _launch = launch;
        Id = running.ProcessId;
        Exited = WatchAsync(running.Task, ended);
    }

    public int Id { get; }

    /// <summary>The exit code, when it has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Asks it to end, and ends it with its whole group when it has not after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken hurry)
    {
        Unix.SignalGroup(Id, _launch.StopSignal);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        deadline.CancelAfter(grace);
        try
        {
            await Exited.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Unix.SignalGroup(Id, Unix.Kill);
            await Exited;
        }
    }

    private async Task ExitAsync()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    private async Task<int> WatchAsync(Task<CommandResult> running, Action<int> ended)
    {
        // What it leaves behind holds its output and perhaps its ports: it would never be seen to have ended.
        await ExitAsync();
        Unix.KillRest(Id);
        var result = await running;
        ended(Id);
        return result.ExitCode;
    }
}
