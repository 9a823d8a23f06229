namespace Chatbot.LmStudioSimulator.Faults;

/// <summary>The faults of one host as they are now.</summary>
internal sealed class HostFaults(FaultSet start)
{
    private readonly Lock _gate = new();
    private FaultSet _set = start;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultSet Current
    {
        get
        {
            lock (_gate) return _set;
        }
    }

    /// <summary>Frees what hangs.</summary>
    public void Set(FaultSet set)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _set = set;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Whether it is set and not used up, without using it.</summary>
    public T? Look<T>(Func<FaultSet, T?> which) where T : Fault
    {
        lock (_gate) return which(_set) is { Times: not 0 } fault ? fault : null;
    }

    /// <summary>The fault, once less to come, if it is set, not used up, and fits.</summary>
    public T? Take<T>(Func<FaultSet, T?> which, Func<T, bool>? fits = null) where T : Fault
    {
        lock (_gate)
        {
            if (which(_set) is not { Times: not 0 } fault || fits?.Invoke(fault) == false) return null;
            if (fault.Times is { } times) fault.Times = times - 1;
            return fault;
        }
    }

    /// <summary>Waits while that surface hangs; a request that has begun to hang does so until the faults change.</summary>
    public async Task PassAsync(string surface, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (Take(set => set.Hang, hang => hang.Surfaces.Contains(surface) || hang.Surfaces.Contains(Surface.All)) is null) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The same for what goes over sockets that are open: each message is not one of the times.</summary>
    public Task PassOpenSocketAsync(CancellationToken cancellationToken) =>
        Look(set => set.Hang) is { Times: null } ? PassAsync(Surface.Socket, cancellationToken) : Task.CompletedTask;
}
