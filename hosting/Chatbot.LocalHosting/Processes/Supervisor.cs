using System.ComponentModel;
using Chatbot.LocalHosting.Console;

namespace Chatbot.LocalHosting.Processes;

/// <summary>Keeps a workload running: what ends is started again, after a pause that doubles while it keeps ending.</summary>
internal sealed class Supervisor(IWorkload workload, ProcessHost processes, LogMultiplexer logs, TimeProvider time) : IAsyncDisposable
{
    private const int AttemptsBeforeGivingUp = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private ChildProcess? _child;
    private Task _loop = Task.CompletedTask;

    public IWorkload Workload => workload;

    /// <summary>Completes when it is ready for the first time; fails when it never gets there.</summary>
    public Task Ready => _ready.Task;

    public int? ProcessId => _child?.Id;

    /// <summary>Called after each start that became ready.</summary>
    public Action? Changed { get; init; }

    public void Start()
    {
        // What waited for something may be let go while everything is being stopped.
        if (!_stop.IsCancellationRequested) _loop = RunAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    /// <summary>Ends a stop that takes long, at once.</summary>
    public void Hurry() => _hurry.Cancel();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _hurry.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            for (var failures = 0; ; failures++)
            {
                var started = time.GetTimestamp();
                var exit = await RunGuardedAsync(stopping);
                if (!_ready.Task.IsCompleted && failures + 1 == AttemptsBeforeGivingUp)
                    throw new StartException($"{workload.Name} ended {exit} {AttemptsBeforeGivingUp} times before it was ready. Its log is {logs.FileOf(workload.Name)}.");

                if (time.GetElapsedTime(started) > TimeSpan.FromMinutes(1)) failures = 0;
                var pause = RestartPause.After(failures);
                logs.Say($"{workload.Name} ended {exit}; it is started again in {pause.TotalSeconds} s.");
                await Task.Delay(pause, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stopping);
        }
        catch (Win32Exception exception)
        {
            _ready.TrySetException(new StartException($"{workload.Name} can't be started: {exception.GetBaseException().Message}"));
        }
        catch (Exception exception)
        {
            if (!_ready.TrySetException(exception)) logs.Say($"{workload.Name} can't be started again: {exception.Message}");
        }
    }

    // What was ready once is not given up for one start that went wrong.
    private async Task<string> RunGuardedAsync(CancellationToken stopping)
    {
        try
        {
            return $"with code {await RunOnceAsync(stopping)}";
        }
        catch (Exception exception) when (_ready.Task.IsCompletedSuccessfully && !stopping.IsCancellationRequested)
        {
            return $"because of a fault ({exception.Message})";
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken stopping)
    {
        var launch = await workload.PrepareAsync(stopping);
        var child = await processes.StartAsync(launch, line => logs.Write(workload.Name, line, workload.Quiet));
        _child = child;
        try
        {
            await WaitUntilReadyAsync(child, stopping);
            return await child.Exited.WaitAsync(stopping);
        }
        catch
        {
            await child.StopAsync(workload.Grace, _hurry.Token);
            throw;
        }
        finally
        {
            _child = null;
        }
    }

    private async Task WaitUntilReadyAsync(ChildProcess child, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            if (child.Exited.IsCompleted) return;
            if (!await IsReadyAsync(stopping)) continue;
            _ready.TrySetResult();
            Changed?.Invoke();
            return;
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task<bool> IsReadyAsync(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return await workload.IsReadyAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
