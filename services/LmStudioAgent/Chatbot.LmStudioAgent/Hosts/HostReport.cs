using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>The host's state as the others see it.</summary>
internal static class HostReport
{
    public static LmStudioReport Studio(HostState state) =>
        state.LmStudio ?? new LmStudioReport(LmStudioHealth.Unreachable, null, Simulated: false, "LM Studio is being looked for.");

    public static IReadOnlyList<InstanceReport> Instances(HostState state, Forecast forecast, DateTimeOffset now)
    {
        var queued = state.Waiting.CountBy(waiting => waiting.ModelKey).ToDictionary();
        // Who waits for a model waits for any of its instances: counted once, on the first.
        return [.. state.Instances.Values.Select(instance => Instance(state, forecast, instance, queued.Remove(instance.ModelKey, out var count) ? count : 0, now))];
    }

    public static LoadReport? Loading(HostState state, Forecast forecast) => state.Loading is { } load
        ? new LoadReport(load.ModelKey, load.Progress, Queued(state, load)) { RemainingSeconds = forecast.RemainingLoad(load) }
        : null;

    public static IReadOnlyList<PendingLoadReport> Pending(HostState state) =>
        [.. state.Pending.Select(load => new PendingLoadReport(load.ModelKey, Queued(state, load), load.WaitsFor ?? "It waits its turn."))];

    public static MemoryReport? Memory(HostState state) =>
        Scheduling.Memory.Budget(state) is { } budget ? new MemoryReport(budget.Bytes, Scheduling.Memory.Used(state), budget.Source) : null;

    private static int Queued(HostState state, Load load) => state.Waiting.Count(waiting => waiting.ModelKey == load.ModelKey);

    private static InstanceReport Instance(HostState state, Forecast forecast, Instance instance, int queued, DateTimeOffset now) => new(
        instance.Id,
        instance.ModelKey,
        instance.Draining || instance.GivesWayAfter is not null ? InstanceStates.Draining : InstanceStates.Loaded,
        instance.ContextLength,
        TtlRemaining(state, instance, now),
        instance.Pinned,
        instance.Foreign,
        state.InFlight(instance.Id),
        queued)
    {
        RequestedContextLength = instance.RequestedContextLength,
        Parallel = instance.Parallel,
        MemoryBytes = instance.Bytes > 0 ? instance.Bytes : null,
        LastUsedAt = instance.LastUsedAt,
        WaitSeconds = forecast.WaitSeconds(instance),
        RequestSeconds = state.Observed.Requests.TryGetValue(instance.ModelKey, out var seconds) ? seconds : null,
        TokensPerSecond = instance.TokensPerSecond,
    };

    private static double? TtlRemaining(HostState state, Instance instance, DateTimeOffset now) =>
        instance.Pinned || instance.Ttl is not { } ttl || state.Busy(instance.Id) > 0
            ? null
            : Math.Max(0, (instance.LastUsedAt + ttl - now).TotalSeconds);
}
