using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>The host's state as the others see it.</summary>
internal static class HostReport
{
    public static LmStudioReport Studio(HostState state) =>
        state.LmStudio ?? new LmStudioReport(LmStudioHealth.Unreachable, null, Simulated: false, "LM Studio is being looked for.");

    public static IReadOnlyList<InstanceReport> Instances(HostState state, DateTimeOffset now)
    {
        var queued = state.Waiting.CountBy(waiting => waiting.ModelKey).ToDictionary();
        // Who waits for a model waits for any of its instances: counted once, on the first.
        return [.. state.Instances.Values.Select(instance => Instance(state, instance, queued.Remove(instance.ModelKey, out var count) ? count : 0, now))];
    }

    public static LoadReport? Loading(HostState state) => state.Loading is { } load
        ? new LoadReport(load.ModelKey, load.Progress, state.Waiting.Count(waiting => waiting.ModelKey == load.ModelKey))
        : null;

    private static InstanceReport Instance(HostState state, Instance instance, int queued, DateTimeOffset now) => new(
        instance.Id,
        instance.ModelKey,
        instance.Draining ? InstanceStates.Draining : InstanceStates.Loaded,
        instance.ContextLength,
        TtlRemaining(state, instance, now),
        instance.Pinned,
        instance.Foreign,
        state.InFlight(instance.Id),
        queued);

    private static double? TtlRemaining(HostState state, Instance instance, DateTimeOffset now) =>
        instance.Pinned || instance.Ttl is not { } ttl || state.Busy(instance.Id) > 0
            ? null
            : Math.Max(0, (instance.LastUsedAt + ttl - now).TotalSeconds);
}
