using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Control;

/// <summary>What <c>GET /simulator</c> says; the counters are since the start of the process.</summary>
internal static class HostStatus
{
    public static object Of(SimulatedHost host, SimulatedHosts hosts)
    {
        var count = host.Counters.Read();
        return new
        {
            simulated = true,
            host.Options.Name,
            host.Options.Version,
            models = host.Models.Select(model => model.Key),
            instances = host.Instances.Select(instance => instance.Identifier),
            instanceDetails = host.Instances.Select(Details),
            loading = host.Loading.Select(load => new { load.Identifier, model = load.Model.Key, load.Progress }),
            count.LoadsStarted,
            count.LoadsSucceeded,
            count.LoadsFailed,
            count.LoadsCancelled,
            count.Unloads,
            count.RequestsStarted,
            count.RequestsCompleted,
            count.RequestsAborted,
            count.RequestsCancelled,
            count.RequestsTruncated,
            count.MaxParallel,
            count.Restarts,
            recentChanges = host.Changes.Read(),
            memory = new { host.Options.VramBytes, host.Options.RamBytes, vramUsedBytes = host.Memory.Used.VramBytes, ramUsedBytes = host.Memory.Used.RamBytes },
            hosts = hosts.Addresses().Select(entry => new { entry.Name, entry.Url }),
        };
    }

    private static object Details(SimulatedInstance instance) => new
    {
        instance.Identifier,
        model = instance.Model.Key,
        instance.State.Status,
        instance.State.Queued,
        instance.State.Running,
        instance.ContextLength,
        instance.Settings.Parallel,
        ttlSeconds = instance.Settings.TimeToLive?.TotalSeconds,
        instance.Settings.JustInTime,
        instance.LastCancelledAt,
    };
}
