using System.Collections.Immutable;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What has to go so that a load fits. Made from the state alone: the same for an estimate as for the load itself.</summary>
/// <param name="Fits">It can be loaded at all.</param>
/// <param name="Free">Of the budget as it is; null where there is none.</param>
/// <param name="Leaving">What leaves already frees enough: it is only to be waited for.</param>
/// <param name="Evict">What has to go besides, idle ones first, the least recently used first.</param>
/// <param name="Staying">Where it does not fit: what may not go.</param>
internal sealed record RoomPlan(bool Fits, long? Free, bool Leaving, ImmutableList<Instance> Evict, ImmutableList<Instance> Staying)
{
    public bool Now => Fits && !Leaving && Evict.IsEmpty;

    public static RoomPlan For(HostState state, string modelKey, long required)
    {
        if (Memory.Budget(state) is not { } budget) return new RoomPlan(true, null, false, [], []);

        var free = budget.Bytes - Memory.Used(state);
        if (required <= free) return new RoomPlan(true, free, false, [], []);

        // Its own instance is on its way out as well, where it is loaded anew.
        var leaving = state.Instances.Values.Where(instance => instance.Draining || instance.ModelKey == modelKey).ToList();
        var missing = required - free - leaving.Sum(instance => instance.Bytes);
        if (missing <= 0) return new RoomPlan(true, free, true, [], []);

        var others = state.Instances.Values.Except(leaving).ToList();
        var evict = Choose(state, others, missing);
        return evict.Sum(instance => instance.Bytes) >= missing
            ? new RoomPlan(true, free, leaving.Count > 0, evict, [])
            : new RoomPlan(false, free, false, [], [.. others.Where(instance => !Memory.MayGo(state, instance))]);
    }

    private static ImmutableList<Instance> Choose(HostState state, IEnumerable<Instance> others, long missing)
    {
        var chosen = new List<Instance>();
        foreach (var instance in others
            .Where(instance => instance.Bytes > 0 && Memory.MayGo(state, instance))
            .OrderBy(instance => state.Busy(instance.Id) > 0)
            .ThenBy(instance => instance.LastUsedAt))
        {
            if (chosen.Sum(other => other.Bytes) >= missing) break;
            chosen.Add(instance);
        }

        // A later one may be large enough to spare an earlier one.
        var enough = chosen.Sum(instance => instance.Bytes);
        foreach (var instance in chosen.ToArray())
        {
            if (enough - instance.Bytes < missing || chosen.Count == 1) continue;
            chosen.Remove(instance);
            enough -= instance.Bytes;
        }

        return [.. chosen];
    }
}
