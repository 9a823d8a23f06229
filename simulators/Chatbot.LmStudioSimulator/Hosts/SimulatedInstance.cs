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
    private readonly TimeProvider _time;
    private readonly ITimer? _idle;
    private readonly List<Work> _running = [];
    private int _queued;

    public SimulatedInstance(string identifier, SimulatedModel model, LoadSettings settings, TimeProvider time, Action<SimulatedInstance> whenIdleTooLong)
    {
        Identifier = identifier;
        Model = model;
        Settings = settings;
        ContextLength = Math.Clamp(settings.ContextLength ?? model.DefaultContextLength, 1, model.MaxContextLength);
        _slots = new SemaphoreSlim(Math.Max(1, settings.Parallel));
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

    /// <summary>Fires when the instance goes, under a running answer too.</summary>
    public CancellationToken Unloaded { get; }

    public (string Status, int Queued) State
    {
        get
        {
            lock (_gate) return (_running.Count > 0 ? _running[^1].Status : Idle, _queued);
        }
    }

    /// <summary>Waits for one of the parallel slots. Dispose the work when it is done: the idle time starts then.</summary>
    public async Task<Work> EnterAsync(string status, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _queued++;
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        try
        {
            await _slots.WaitAsync(cancellationToken);
        }
        catch
        {
            lock (_gate) _queued--;
            RestartIdleTime();
            throw;
        }

        lock (_gate)
        {
            _queued--;
            var work = new Work(this, status);
            _running.Add(work);
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

    /// <summary>One request in its slot.</summary>
    internal sealed class Work(SimulatedInstance instance, string status) : IDisposable
    {
        public string Status { get; set; } = status;

        public void Dispose()
        {
            lock (instance._gate)
            {
                if (!instance._running.Remove(this)) return;
                instance.LastUsedAt = instance._time.GetUtcNow();
            }

            instance._slots.Release();
            instance.RestartIdleTime();
        }
    }
}
