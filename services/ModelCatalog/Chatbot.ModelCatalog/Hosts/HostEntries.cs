using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>A host as its reader may see it. What was in memory before it went offline is not told: nobody knows.</summary>
internal static class HostEntries
{
    public static HostEntry Of(HostState host, HostReader reader) => new(
        host.Id, host.ShownName, host.Online, host.LastSeenAt, host.LmStudio.Health, host.LmStudio.Version, host.LmStudio.Simulated, host.LmStudio.Detail)
    {
        HealthSince = host.HealthSince,
        Draining = host.Draining,
        Enrolled = host.Registration.Enrolled,
        Memory = host is { Online: true, Memory: { } memory } ? new HostMemory(memory.BudgetBytes, memory.UsedBytes, memory.Source) : null,
        Hardware = host.Hardware is { } hardware
            ? new HostHardware(hardware.Cpu, hardware.RamBytes, [.. hardware.Gpus.Select(gpu => new HostGpu(gpu.Name, gpu.MemoryBytes))])
            : null,
        Instances = host.Online ? [.. host.Instances.Where(instance => reader.MaySee(ModelIds.Local(instance.ModelKey))).Select(Instance)] : [],
        Loading = host is { Online: true, Loading: { } load } && reader.MaySee(ModelIds.Local(load.ModelKey))
            ? new HostLoading(ModelIds.Local(load.ModelKey), load.Progress, load.RemainingSeconds, load.Queued)
            : null,
        PendingLoads = host.Online
            ? [.. host.PendingLoads.Where(pending => reader.MaySee(ModelIds.Local(pending.ModelKey))).Select(pending => new HostPendingLoad(ModelIds.Local(pending.ModelKey), pending.Queued, pending.Reason))]
            : [],
        AgentAddress = reader.Manages ? host.Address : null,
        Settings = reader.Manages ? Settings(host.Registration.Configuration) : null,
    };

    private static HostInstance Instance(InstanceReport instance) => new(
        instance.InstanceId,
        ModelIds.Local(instance.ModelKey),
        instance.State,
        instance.ContextLength,
        instance.RequestedContextLength,
        instance.InFlight,
        instance.Queued,
        instance.TtlRemainingSeconds,
        instance.Pinned,
        instance.Foreign,
        instance.MemoryBytes,
        instance.TokensPerSecond,
        instance.LastUsedAt);

    private static HostSettings Settings(HostConfiguration configuration) =>
        new(configuration.Name, configuration.Draining, configuration.MemoryBudgetBytes, configuration.EvictForeign);
}
