using System.Collections.Concurrent;
using CliWrap;

namespace Chatbot.LocalHosting.Processes;

/// <summary>
/// Starts processes so that none outlives this one. Linux sends the death signal when the <em>thread</em> that started a child ends,
/// so all are started by one thread that never does; the guard ends what the signal does not reach.
/// </summary>
internal sealed class ProcessHost : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _starts = [];
    private readonly Guard _guard;

    public ProcessHost(Guard guard)
    {
        _guard = guard;
        new Thread(Work) { IsBackground = true, Name = "process starter" }.Start();
    }

    public Task<ChildProcess> StartAsync(Launch launch, Action<string> onLine)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(Start(launch, onLine));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    /// <summary>Ends the guard, which tidies up behind itself.</summary>
    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    private ChildProcess Start(Launch launch, Action<string> onLine)
    {
        var (fileName, arguments) = LaunchWrapper.Wrap(launch);
        var running = Cli.Wrap(fileName)
            .WithArguments(arguments)
            .WithWorkingDirectory(launch.WorkingDirectory)
            .WithEnvironmentVariables(launch.Environment)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(onLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(onLine))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        _guard.Watch(running.ProcessId, launch.StopSignal);
        return new ChildProcess(launch, running, _guard.Forget);
    }

    private void Work()
    {
        foreach (var start in _starts.GetConsumingEnumerable()) start();
    }
}
