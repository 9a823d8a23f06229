using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>One machine with LM Studio: what is downloaded and what is loaded.</summary>
internal sealed class SimulatedHost(IOptions<SimulatorOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(75);

    private readonly Lock _gate = new();
    private readonly List<SimulatedInstance> _instances = [];
    private readonly List<(string Identifier, string ModelKey)> _loading = [];
    private int _loadsStarted;

    public IReadOnlyList<SimulatedModel> Models { get; } = DownloadedModels.Default;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SimulatedInstance> Instances
    {
        get
        {
            lock (_gate) return [.. _instances];
        }
    }

    /// <summary>Since the start, those that were cancelled or failed too.</summary>
    public int LoadsStarted => Volatile.Read(ref _loadsStarted);

    public bool IsLoading(SimulatedModel model)
    {
        lock (_gate) return _loading.Exists(load => load.ModelKey == model.Key);
    }

    /// <summary>By key, or by key and variant as in <c>qwen/qwen3-4b@q4_k_m</c>.</summary>
    public SimulatedModel? FindModel(string key) => Models.FirstOrDefault(model => model.Key == key || model.Variant == key);

    public SimulatedModel GetModel(string key) =>
        FindModel(key) ?? throw new HostRefusal(RefusalKind.ModelNotFound, $"Model not found: {key}");

    public SimulatedInstance? FindInstance(string identifier) => Instances.FirstOrDefault(instance => instance.Identifier == identifier);

    /// <summary>
    /// Always a new instance, whatever is loaded. Takes time in proportion to the model's size, and tells how far it is,
    /// from 0 to 1. Cancelling leaves nothing behind.
    /// </summary>
    public async Task<SimulatedInstance> LoadAsync(
        SimulatedModel model, LoadSettings settings, Func<double, ValueTask>? progress, CancellationToken cancellationToken)
    {
        var identifier = Reserve(model, settings.Identifier);
        Interlocked.Increment(ref _loadsStarted);
        try
        {
            await PassLoadTimeAsync(model, progress ?? (_ => ValueTask.CompletedTask), cancellationToken);
            var instance = new SimulatedInstance(identifier, model, settings, time, UnloadIdle);
            lock (_gate) _instances.Add(instance);
            return instance;
        }
        finally
        {
            lock (_gate) _loading.Remove((identifier, model.Key));
        }
    }

    public bool Unload(string identifier)
    {
        SimulatedInstance? instance;
        lock (_gate)
        {
            instance = _instances.Find(candidate => candidate.Identifier == identifier);
            if (instance is null) return false;
            _instances.Remove(instance);
        }

        instance.Dispose();
        return true;
    }

    private string Reserve(SimulatedModel model, string? wanted)
    {
        lock (_gate)
        {
            bool Taken(string candidate) =>
                _instances.Exists(instance => instance.Identifier == candidate) || _loading.Exists(load => load.Identifier == candidate);

            if (wanted is not null && Taken(wanted))
                throw new HostRefusal(RefusalKind.IdentifierInUse, $"A model with the identifier \"{wanted}\" is already loaded.");

            var identifier = wanted ?? model.Key;
            for (var number = 2; wanted is null && Taken(identifier); number++) identifier = $"{model.Key}:{number}";
            _loading.Add((identifier, model.Key));
            return identifier;
        }
    }

    private async Task PassLoadTimeAsync(SimulatedModel model, Func<double, ValueTask> progress, CancellationToken cancellationToken)
    {
        var total = TimeSpan.FromSeconds(model.SizeBytes / 1e9 * options.Value.LoadSecondsPerGigabyte);
        var start = time.GetTimestamp();
        await progress(0);
        for (var passed = TimeSpan.Zero; passed < total; passed = time.GetElapsedTime(start))
        {
            if (passed > TimeSpan.Zero) await progress(passed / total);
            var rest = total - passed;
            await Task.Delay(rest < ProgressEvery ? rest : ProgressEvery, time, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await progress(1);
    }

    private void UnloadIdle(SimulatedInstance instance)
    {
        if (instance.IsUnused()) Unload(instance.Identifier);
    }
}
