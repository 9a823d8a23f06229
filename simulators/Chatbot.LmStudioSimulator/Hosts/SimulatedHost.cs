using System.Reflection;
using Chatbot.LmStudioSimulator.Access;
using Chatbot.LmStudioSimulator.Configuration;
using Chatbot.LmStudioSimulator.Downloads;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Logs;
using Chatbot.LmStudioSimulator.Rest;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>One machine with LM Studio: what is downloaded and what is loaded.</summary>
internal sealed class SimulatedHost(StudioOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedInstance> _instances = [];
    private readonly List<RunningLoad> _loading = [];
    private int _html;

    public StudioOptions Options => options;

    public HostFeatures Features { get; } = new(options);

    public HostFaults Faults { get; } = new(options.Faults);

    public HostCounters Counters { get; } = new();

    public RecentChanges Changes { get; } = new(time);

    public HostConnections Connections { get; } = new();

    public TrustedClients Clients { get; } = new();

    public StoredResponses Responses { get; } = new();

    public HostMemory Memory { get; } = new(options);

    public DownloadedModels Models { get; } = new(options);

    public ModelCatalog Catalog { get; } = new(options);

    public HostLog Log { get; } = new(time);

    public HostDownloads Downloads => field ??= new HostDownloads(this, time);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SimulatedInstance> Instances
    {
        get
        {
            lock (_gate) return [.. _instances];
        }
    }

    public IReadOnlyList<RunningLoad> Loading
    {
        get
        {
            lock (_gate) return [.. _loading];
        }
    }

    /// <summary>Binds as a parameter of an endpoint.</summary>
    public static ValueTask<SimulatedHost?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<SimulatedHost?>(context.Studio().Host);

    public bool IsLoading(SimulatedModel model) => Loading.Any(load => load.Model.Key == model.Key);

    public SimulatedInstance? FindInstance(string identifier) => Instances.FirstOrDefault(instance => instance.Identifier == identifier);

    /// <summary>By an instance's identifier, else the oldest instance of that model.</summary>
    public SimulatedInstance? FindLoaded(string? name, string kind)
    {
        var loaded = Instances.Where(instance => instance.Model.Kind == kind).ToList();
        return loaded.Find(instance => instance.Identifier == name) ?? loaded.Find(instance => instance.Model.Key == name);
    }

    /// <summary>
    /// Always a new instance, whatever is loaded. Takes time in proportion to the model's size, and tells how far it is,
    /// from 0 to 1. Cancelling leaves nothing behind.
    /// </summary>
    public async Task<SimulatedInstance> LoadAsync(
        SimulatedModel model, LoadSettings settings, Func<double, ValueTask>? progress, CancellationToken cancellationToken)
    {
        using var load = Reserve(model, settings);
        try
        {
            await load.RunAsync(progress ?? (_ => ValueTask.CompletedTask), cancellationToken);
            return Finish(load, settings);
        }
        catch (Exception exception)
        {
            Drop(load, cancelled: exception is OperationCanceledException && !load.Aborted);
            throw;
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
            Memory.Free(identifier);
        }

        Counters.Happened(count => count with { Unloads = count.Unloads + 1 });
        Changes.Happened(HostChange.Unloaded, identifier);
        instance.Dispose();
        return true;
    }

    /// <summary>LM Studio goes and comes back empty: nobody is connected, nothing is loaded, loads are lost.</summary>
    public void Restart(string? exceptConnection = null)
    {
        List<SimulatedInstance> instances;
        List<RunningLoad> loads;
        lock (_gate)
        {
            instances = [.. _instances];
            _instances.Clear();
            foreach (var instance in instances) Memory.Free(instance.Identifier);
            loads = [.. _loading];
            foreach (var load in loads) load.Aborted = true;
        }

        Counters.Happened(count => count with { Restarts = count.Restarts + 1 });
        Downloads.PauseAll();
        // First of all nobody hears of it any more.
        Connections.DropAll(exceptConnection);
        foreach (var load in loads) load.Abort();
        foreach (var instance in instances) instance.Dispose();
    }

    /// <summary>Once for each load that started while the fault was set.</summary>
    public bool TakeHtml()
    {
        lock (_gate)
        {
            if (_html == 0) return false;
            _html--;
            return true;
        }
    }

    private RunningLoad Reserve(SimulatedModel model, LoadSettings settings)
    {
        lock (_gate)
        {
            bool Taken(string candidate) =>
                _instances.Exists(instance => instance.Identifier == candidate) || _loading.Exists(load => load.Identifier == candidate);

            if (settings.Identifier is { } wanted && Taken(wanted))
                throw new HostRefusal(RefusalKind.IdentifierInUse, $"A model with the identifier \"{wanted}\" is already loaded.");

            var identifier = settings.Identifier ?? model.Key;
            for (var number = 2; settings.Identifier is null && Taken(identifier); number++) identifier = $"{model.Key}:{number}";
            Counters.Happened(count => count with { LoadsStarted = count.LoadsStarted + 1 });
            try
            {
                Memory.Take(identifier, MemoryEstimate.Of(model, settings));
            }
            catch (HostRefusal)
            {
                Counters.Happened(count => count with { LoadsFailed = count.LoadsFailed + 1 });
                throw;
            }

            var load = new RunningLoad(identifier, model, this, time);
            _loading.Add(load);
            Changes.Happened(HostChange.LoadStarted, identifier);
            if (Faults.Take(faults => faults.HtmlAtLoadStart) is not null) _html++;
            return load;
        }
    }

    private SimulatedInstance Finish(RunningLoad load, LoadSettings settings)
    {
        lock (_gate)
        {
            if (load.Aborted) throw new HostRefusal(RefusalKind.LoadFailed, "LM Studio was shut down while the model was loading.");
            var most = Faults.Take(faults => faults.SmallerContext)?.Tokens ?? int.MaxValue;
            var granted = settings with { ContextLength = Math.Min(settings.ContextFor(load.Model), most), Parallel = settings.Parallel ?? options.Parallel };
            var instance = new SimulatedInstance(load.Identifier, load.Model, granted, Counters, time, UnloadIdle);
            _loading.Remove(load);
            _instances.Add(instance);
            Counters.Happened(count => count with { LoadsSucceeded = count.LoadsSucceeded + 1 });
            Changes.Happened(HostChange.Loaded, load.Identifier);
            return instance;
        }
    }

    private void Drop(RunningLoad load, bool cancelled)
    {
        lock (_gate)
        {
            _loading.Remove(load);
            Memory.Free(load.Identifier);
        }

        Counters.Happened(count => cancelled ? count with { LoadsCancelled = count.LoadsCancelled + 1 } : count with { LoadsFailed = count.LoadsFailed + 1 });
    }

    private void UnloadIdle(SimulatedInstance instance)
    {
        if (instance.IsUnused()) Unload(instance.Identifier);
    }
}
