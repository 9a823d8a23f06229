using System.Collections.Immutable;
using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What is in memory, and how long it stays.</summary>
internal static class InstanceRules
{
    // A load that was running when the agent was stopped may end this much later.
    private static readonly TimeSpan Memorable = TimeSpan.FromMinutes(10);

    // Somebody restarts LM Studio's server, or goes to another LM Studio and back.
    private static readonly TimeSpan Rediscovered = TimeSpan.FromHours(1);

    public static void Seen(Decision decision, LmStudioSeen seen)
    {
        if (seen.Connection < decision.State.Connection) return;
        if (seen.Connection > decision.State.Connection)
        {
            // Another LM Studio: its machine's memory is another one. It may also be the same by another address: then what we loaded is there still.
            var until = decision.Now + Rediscovered;
            var own = Recollection.Of(decision.State).Instances.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Until = until }));
            decision.State = decision.State with { Remembered = decision.State.Remembered.SetItems(own) };
            foreach (var instance in decision.State.Instances.Values) Remove(decision, instance.Id);
            decision.State = decision.State with { Connection = seen.Connection, Gone = decision.State.Gone.Clear(), Models = decision.State.Models.Clear(), ModelsDueAt = decision.Now + HostSettings.ModelsPatience, Surveyed = null, Estimates = decision.State.Estimates.Clear() };
        }

        decision.State = decision.State with { LmStudio = seen.Report, Surveyed = seen.Surveyed ?? decision.State.Surveyed };
    }

    public static void Models(Decision decision, ModelsListed listed)
    {
        if (listed.Connection != decision.State.Connection) return;
        // What was guessed without the list is guessed anew with it.
        var confident = decision.State.Estimates.Where(estimate => estimate.Value.Confident).ToImmutableDictionary();
        decision.State = decision.State with { Models = listed.Models, ModelsDueAt = null, Estimates = confident };
        foreach (var instance in decision.State.Instances.Values.Where(instance => instance.Bytes == 0))
            decision.Set(instance with { Bytes = Memory.Guess(decision.State, instance.ModelKey) });
    }

    public static void Recalled(Decision decision, Recollection kept)
    {
        var until = decision.Now + Memorable;
        decision.State = decision.State with
        {
            Remembered = kept.Instances.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Until = until }),
            Desired = kept.Desired,
            Observed = kept.Observed,
            Finished = kept.Ended.Aggregate(decision.State.Finished, (finished, end) => finished.Add(end)),
        };
    }

    public static void Listed(Decision decision, InstancesListed listed)
    {
        if (listed.Connection != decision.State.Connection) return;
        var ids = listed.Instances.Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        // One whose unload runs is gone when that ends: one that comes back under the same name meanwhile is not unloaded twice.
        foreach (var known in decision.State.Instances.Values.Where(known => !ids.Contains(known.Id) && !known.Unloading && known.ChangedAt < listed.AskedAt))
            Remove(decision, known.Id);
        foreach (var instance in listed.Instances) Found(decision, instance, listed.AskedAt);

        var older = decision.State.Gone.Where(gone => gone.Value < listed.AskedAt).Select(gone => gone.Key);
        decision.State = decision.State with { Gone = decision.State.Gone.RemoveRange(older) };
    }

    public static void Unloaded(Decision decision, string instanceId)
    {
        Remove(decision, instanceId);
        decision.State = decision.State with { Gone = decision.State.Gone.SetItem(instanceId, decision.Now) };
        decision.Do(new ListInstances());
    }

    public static void UnloadFailed(Decision decision, UnloadFailed failed)
    {
        foreach (var operation in decision.State.Operations.Values.Where(operation => operation.Instances.Contains(failed.InstanceId)))
            decision.Fail(operation.Id, failed.Reason, failed.Detail);
        // Its time runs anew, so that what LM Studio will not let go of is not asked for in a storm.
        if (decision.State.Instances.TryGetValue(failed.InstanceId, out var instance))
            decision.Set(instance with { Draining = false, Forced = false, Unloading = false, GivesWayAfter = null, LastUsedAt = decision.Now, StuckUntil = decision.Now + HostSettings.UnloadRetry });
        decision.Do(new ListInstances());
    }

    /// <summary>What would not go is asked again after a while.</summary>
    public static void Unstick(Decision decision)
    {
        foreach (var instance in decision.State.Instances.Values.Where(instance => instance.StuckUntil <= decision.Now))
            decision.Set(instance with { StuckUntil = null });
    }

    /// <summary>What we loaded and nobody has used for its time is let go.</summary>
    public static void Expire(Decision decision)
    {
        foreach (var instance in decision.State.Instances.Values)
        {
            if (instance is { Foreign: false, Pinned: false, Draining: false, Ttl: { } ttl }
                && instance.LastUsedAt + ttl <= decision.Now
                && decision.State.Busy(instance.Id) == 0)
                decision.Set(instance with { Draining = true });
        }
    }

    /// <summary>What drains or gives way and has no request any more, or is forced, is unloaded.</summary>
    public static void Drain(Decision decision)
    {
        foreach (var instance in decision.State.Instances.Values)
        {
            if (instance.Unloading || (!instance.Draining && instance.GivesWayAfter is null)) continue;
            if (!instance.Forced && decision.State.Busy(instance.Id) > 0) continue;
            decision.Set(instance with { Draining = true, Unloading = true });
            decision.Do(new StartUnload(instance.Id, instance.Kind));
        }
    }

    private static void Found(Decision decision, LoadedInstance found, DateTimeOffset askedAt)
    {
        if (decision.State.Gone.TryGetValue(found.Id, out var at) && at >= askedAt) return;
        if (decision.State.Instances.TryGetValue(found.Id, out var known))
        {
            decision.Set(known.Foreign
                ? known with { ContextLength = found.ContextLength, Ttl = found.Ttl, StudioTtl = found.Ttl, LastUsedAt = found.LastUsedAt ?? known.LastUsedAt, Parallel = LoadingRules.Parallel(decision.State, found.Parallel) }
                : known with { ContextLength = found.ContextLength ?? known.ContextLength, StudioTtl = found.Ttl ?? known.StudioTtl });
        }
        else if (decision.State.Loading?.ModelKey != found.Id)
        {
            // Ours in the making is known when its load says so; anything else new was loaded by us in a former life, or by somebody else.
            decision.Set(Remember(decision, found) ?? Foreign(decision, found));
        }
    }

    private static Instance? Remember(Decision decision, LoadedInstance found)
    {
        if (!decision.State.Remembered.TryGetValue(found.Id, out var kept)) return null;
        decision.State = decision.State with { Remembered = decision.State.Remembered.Remove(found.Id) };
        if (kept.ModelKey != found.ModelKey || kept.Until < decision.Now) return null;
        return Foreign(decision, found) with { Ttl = kept.Ttl, Pinned = kept.Pinned, Foreign = false, RequestedContextLength = kept.RequestedContextLength, Bytes = kept.Bytes };
    }

    private static Instance Foreign(Decision decision, LoadedInstance found) =>
        new(found.Id, found.ModelKey, found.Kind, found.ContextLength, found.Ttl, Pinned: false, Foreign: true, found.LastUsedAt ?? decision.Now, decision.Now)
        {
            StudioTtl = found.Ttl,
            Bytes = Memory.Guess(decision.State, found.ModelKey),
            Parallel = LoadingRules.Parallel(decision.State, found.Parallel),
        };

    private static void Remove(Decision decision, string instanceId)
    {
        // A place on it that was not taken yet leads nowhere; a request that runs will notice by itself.
        var lost = decision.State.Tickets.Values.Where(ticket => ticket.InstanceId == instanceId && !ticket.Running).Select(ticket => ticket.Id);
        decision.State = decision.State with { Instances = decision.State.Instances.Remove(instanceId), Tickets = decision.State.Tickets.RemoveRange(lost) };
        foreach (var operation in decision.State.Operations.Values.Where(operation => operation.Instances.Contains(instanceId)))
        {
            var rest = operation.Instances.Remove(instanceId);
            decision.Set(operation with { Instances = rest });
            if (rest.IsEmpty) decision.Succeed(operation.Id, instanceId, "It is unloaded.");
        }
    }
}
