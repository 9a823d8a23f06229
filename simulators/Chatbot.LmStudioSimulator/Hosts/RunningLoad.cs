using Chatbot.LmStudioSimulator.Faults;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A load on its way: takes time in proportion to the model's size, and what goes wrong with loads goes wrong here.</summary>
internal sealed class RunningLoad(string identifier, SimulatedModel model, SimulatedHost host, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(75);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _aborted = new();
    private bool _disposed;

    public string Identifier => identifier;

    public SimulatedModel Model => model;

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>LM Studio went down under it.</summary>
    public bool Aborted { get; set; }

    public void Abort()
    {
        lock (_gate)
        {
            if (!_disposed) _aborted.Cancel();
        }
    }

    public async Task RunAsync(Func<double, ValueTask> progressed, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _aborted.Token);
        var end = TakeEnd();
        var slow = host.Faults.Take(faults => faults.SlowLoad)?.Factor ?? 1;
        var total = TimeSpan.FromSeconds(model.SizeBytes / 1e9 * host.Options.LoadSecondsPerGigabyte * slow);
        try
        {
            await PassAsync(total, end?.At ?? 1, progressed, either.Token);
            if (end is not null) await end.HappenAsync(either.Token);
            await TellAsync(1, progressed);
        }
        catch (OperationCanceledException) when (Aborted && !cancellationToken.IsCancellationRequested)
        {
            throw new HostRefusal(RefusalKind.LoadFailed, "LM Studio was shut down while the model was loading.");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _aborted.Dispose();
        }
    }

    private async Task PassAsync(TimeSpan total, double until, Func<double, ValueTask> progressed, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        await TellAsync(0, progressed);
        for (var passed = TimeSpan.Zero; passed < total * until; passed = time.GetElapsedTime(start))
        {
            if (passed > TimeSpan.Zero) await TellAsync(passed / total, progressed);
            var rest = (total * until) - passed;
            await Task.Delay(rest < ProgressEvery ? rest : ProgressEvery, time, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private ValueTask TellAsync(double progress, Func<double, ValueTask> progressed)
    {
        Progress = progress;
        return progressed(progress);
    }

    /// <summary>The end that a fault has in store for this load; null is a good one.</summary>
    private LoadEnd? TakeEnd()
    {
        bool Fits(LoadFault fault) => fault.Model is null || fault.Model == model.Key;
        if (host.Faults.Take(faults => faults.OutOfMemory, Fits) is { } memory) return new LoadEnd(memory.At, _ => throw LoadEnd.OutOfMemory(model));
        if (host.Faults.Take(faults => faults.StallLoad, Fits) is { } stall) return new LoadEnd(stall.At, token => Task.Delay(Timeout.InfiniteTimeSpan, time, token));
        if (host.Faults.Take(faults => faults.DieMidLoad, Fits) is not { } death) return null;
        return new LoadEnd(death.At, _ =>
        {
            if (death.Restart) host.Restart();
            throw LoadEnd.Crash();
        });
    }
}
