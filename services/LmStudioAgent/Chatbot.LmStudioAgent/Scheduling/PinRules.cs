namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Pinned models are loaded again after whatever took them away, until somebody unloads them.</summary>
internal static class PinRules
{
    public static void Pin(Decision decision, string modelKey, int? contextLength) =>
        decision.State = decision.State with { Desired = decision.State.Desired.SetItem(modelKey, new Desired(contextLength)) };

    public static void Unpin(Decision decision, string modelKey) =>
        decision.State = decision.State with { Desired = decision.State.Desired.Remove(modelKey) };

    /// <summary>What is pinned stays loaded, with a time to live from now on.</summary>
    public static void Release(Decision decision, string modelKey, TimeSpan? ttl)
    {
        Unpin(decision, modelKey);
        decision.State = decision.State with
        {
            Pending = [.. decision.State.Pending.Select(load => load.ModelKey == modelKey ? load with { Pinned = false } : load)],
            Loading = decision.State.Loading is { } loading && loading.ModelKey == modelKey ? loading with { Pinned = false } : decision.State.Loading,
        };
        foreach (var instance in decision.State.Of(modelKey).Where(instance => instance.Pinned).ToArray())
            decision.Set(instance with { Pinned = false, Ttl = ttl ?? instance.Ttl ?? decision.State.Settings.DefaultTtl, LastUsedAt = decision.Now });
    }

    public static void Failed(Decision decision, string modelKey)
    {
        if (!decision.State.Desired.TryGetValue(modelKey, out var desired)) return;
        decision.State = decision.State with { Desired = decision.State.Desired.SetItem(modelKey, desired with { RetryAt = decision.Now + HostSettings.PinRetry }) };
    }

    public static void Restore(Decision decision)
    {
        if (decision.State.Configuration.Draining) return;
        foreach (var (modelKey, desired) in decision.State.Desired)
        {
            // A model that LM Studio does not list just now is not asked for.
            if (desired.RetryAt > decision.Now || !decision.State.Models.ContainsKey(modelKey)) continue;
            if (decision.State.Of(modelKey).Any() || decision.State.IsComing(modelKey)) continue;
            LoadRules.Want(decision, modelKey, decision.Now, null, null, pinned: true, desired.ContextLength);
        }
    }
}
