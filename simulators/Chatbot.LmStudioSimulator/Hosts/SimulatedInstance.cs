namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A loaded model: its slots for parallel requests, its idle timer, its end.</summary>
internal sealed class SimulatedInstance : IDisposable
{
    public const string Idle = "idle";
    public const string ProcessingPrompt = "processingPrompt";
    public const string Generating = "generating";
    public const string ComputingEmbedding = "computingEmbedding";

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _unloaded = new();
    private readonly HostCounters _counters;
    private readonly TimeProvider _time;
    private readonly ITimer? _idle;
    private readonly List<Work> _running = [];
    private int _queued;

    /// <param name="settings">As granted, nothing left open.</param>
    public SimulatedInstance(
        string identifier, SimulatedModel model, LoadSettings settings, HostCounters counters, TimeProvider time, Action<SimulatedInstance> whenIdleTooLong)
    {
        Identifier = identifier;
        Model = model;
        Settings = settings;
        ContextLength = settings.ContextLength ?? model.DefaultContextLength;
        _slots = new SemaphoreSlim(Math.Max(1, settings.Parallel ?? 1));
        _counters = counters;
        _time = time;
        Unloaded = _unloaded.Token;
        if (settings.TimeToLive is { } ttl) _idle = time.CreateTimer(_ => whenIdleTooLong(this), null, ttl, Timeout.InfiniteTimeSpan);
    }

    public string Identifier { get; }

    public string Reference { get; } = Guid.CreateVersion7().ToString("n");

    public SimulatedModel Model { get; }

    public LoadSettings Settings { get; }

    public int ContextLength { get; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When it last stopped working because the caller went.</summary>
    public DateTimeOffset? LastCancelledAt { get; private set; }

    /// <summary>Fires when the instance goes, under a running answer too.</summary>
    public CancellationToken Unloaded { get; }

    public (string Status, int Queued, int Running) State
    {
        get
        {
            lock (_gate) return (_running.Count > 0 ? _running[^1].Status : Idle, _queued, _running.Count);
        }
    }

    /// <summary>Waits for one of the parallel slots, or until the instance goes. Dispose the work when it is over: the idle time starts then.</summary>
    public async Task<Work> EnterAsync(string status, CancellationToken cancellationToken)
    {
        _counters.Happened(count => count with { RequestsStarted = count.RequestsStarted + 1 });
        lock (_gate)
        {
            _queued++;
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Unloaded);
            await _slots.WaitAsync(either.Token);
        }
        catch
        {
            lock (_gate) _queued--;
            Ended(WorkEnd.Cancelled);
            RestartIdleTime();
            throw;
        }

        lock (_gate)
        {
            _queued--;
            var work = new Work(this, status);
            _running.Add(work);
            _counters.Ran(Identifier, _running.Count);
            LastUsedAt = _time.GetUtcNow();
            return work;
        }
    }

    /// <summary>False when somebody uses it just now.</summary>
    public bool IsUnused()
    {
        lock (_gate) return _running.Count == 0 && _queued == 0;
    }

    public void Dispose()
    {
        _idle?.Dispose();
        _unloaded.Cancel();
    }

    private void RestartIdleTime()
    {
        lock (_gate)
        {
            if (_running.Count == 0 && _queued == 0 && Settings.TimeToLive is { } ttl && !_unloaded.IsCancellationRequested)
                _idle?.Change(ttl, Timeout.InfiniteTimeSpan);
        }
    }

    private void Ended(WorkEnd end)
    {
        if (end == WorkEnd.Cancelled && !Unloaded.IsCancellationRequested)
        {
            lock (_gate) LastCancelledAt = _time.GetUtcNow();
        }

        _counters.Happened(count => end switch
        {
            WorkEnd.Completed => count with { RequestsCompleted = count.RequestsCompleted + 1 },
            WorkEnd.Truncated => count with { RequestsTruncated = count.RequestsTruncated + 1 },
            _ when Unloaded.IsCancellationRequested => count with { RequestsAborted = count.RequestsAborted + 1 },
            _ => count with { RequestsCancelled = count.RequestsCancelled + 1 },
        });
    }

    /// <summary>One request in its slot.</summary>
    internal sealed class Work(SimulatedInstance instance, string status) : IDisposable
    {
        public string Status { get; set; } = status;

        /// <summary>How it ends, unless it says otherwise: because the instance or the caller went.</summary>
        public WorkEnd End { get; set; } = WorkEnd.Cancelled;

        public void Dispose()
        {
            lock (instance._gate)
            {
                if (!instance._running.Remove(this)) return;
                instance.LastUsedAt = instance._time.GetUtcNow();
            }

            instance.Ended(End);
            instance._slots.Release();
            instance.RestartIdleTime();
        }
    }
}
