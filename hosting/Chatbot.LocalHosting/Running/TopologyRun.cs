using Chatbot.LocalHosting.Console;
using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>The processes of a topology while it runs.</summary>
internal sealed class TopologyRun(
    IReadOnlyList<Resource> resources, WorkloadFactory workloads, ProcessHost processes, LogMultiplexer logs, DataFolder data, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Resource, IReadOnlyList<Supervisor>> _supervisors = [];
    private readonly Lock _state = new();
    private bool _isUp;

    /// <summary>In the order in which they start.</summary>
    public IEnumerable<Supervisor> Supervisors => _supervisors.Values.SelectMany(supervisors => supervisors);

    /// <summary>The address of what is reachable from outside.</summary>
    public string WebUrl { get; } = resources
        .SelectMany(resource => resource.Endpoints.Where(endpoint => endpoint.IsExternal).Select(endpoint => new EndpointReference(resource, endpoint.Name).Url))
        .FirstOrDefault() ?? "";

    /// <summary>Completes when everything is ready; what waits for nothing starts at once.</summary>
    public async Task StartAsync(CancellationToken stopping)
    {
        var order = DependencyOrder.Of(resources);
        foreach (var resource in order)
            _supervisors[resource] = [.. workloads.For(resource).Select(workload => new Supervisor(workload, processes, logs, time) { Changed = SaveState })];
        logs.Announce(Supervisors.Select(supervisor => supervisor.Workload.Name));

        var starts = order.Select(resource => StartAsync(resource, stopping)).ToList();
        await using (time.CreateTimer(_ => SayWhatIsMissing(), null, Heartbeat, Heartbeat))
        {
            // The first that fails ends the wait for the others.
            await foreach (var start in Task.WhenEach(starts).WithCancellation(stopping)) await start;
        }

        _isUp = true;
        SaveState();
    }

    /// <summary>The other way round: nobody loses a server it still uses.</summary>
    public async Task StopAsync()
    {
        lock (_state) _isUp = false;
        var stops = new Dictionary<Resource, Task>();
        foreach (var resource in _supervisors.Keys.Reverse())
        {
            var users = stops.Where(other => other.Key.WaitsFor.Any(dependency => DependencyOrder.Root(dependency) == resource)).Select(other => other.Value).ToList();
            stops[resource] = StopAsync(resource, users);
        }

        await Task.WhenAll(stops.Values);
        File.Delete(data.StateFile);
    }

    public void Hurry()
    {
        foreach (var supervisor in Supervisors) supervisor.Hurry();
    }

    private async Task StartAsync(Resource resource, CancellationToken stopping)
    {
        await Task.WhenAll(resource.WaitsFor.SelectMany(dependency => _supervisors[DependencyOrder.Root(dependency)]).Select(supervisor => supervisor.Ready)).WaitAsync(stopping);
        foreach (var supervisor in _supervisors[resource]) supervisor.Start();
        await Task.WhenAll(_supervisors[resource].Select(supervisor => supervisor.Ready)).WaitAsync(stopping);
    }

    // Something that never becomes ready is not waited for in silence.
    private void SayWhatIsMissing()
    {
        var missing = Supervisors.Where(supervisor => !supervisor.Ready.IsCompleted).Select(supervisor => supervisor.Workload.Name);
        logs.Say($"Not ready yet: {string.Join(", ", missing)}. Their logs are in {Path.GetDirectoryName(logs.FileOf("any"))}; Ctrl+C stops everything.");
    }

    private async Task StopAsync(Resource resource, IReadOnlyList<Task> users)
    {
        await Task.WhenAll(users);
        foreach (var supervisor in _supervisors[resource].Reverse()) await supervisor.StopAsync();
    }

    // Also after a restart: the process has another id then.
    private void SaveState()
    {
        lock (_state)
        {
            if (!_isUp) return;
            var running = Supervisors.ToDictionary(
                supervisor => supervisor.Workload.Name,
                supervisor => new StateFile.RunningProcess(supervisor.ProcessId, supervisor.Workload.Address, logs.FileOf(supervisor.Workload.Name), supervisor.Workload.Details));
            var connections = resources.OfType<IResourceWithConnectionString>()
                .ToDictionary(resource => resource.Name, resource => resource.ConnectionStringExpression.GetValueAsync().AsTask().GetAwaiter().GetResult());
            new StateFile(Environment.ProcessId, WebUrl, data.Path, running, connections).Write(data.StateFile);
        }
    }
}
