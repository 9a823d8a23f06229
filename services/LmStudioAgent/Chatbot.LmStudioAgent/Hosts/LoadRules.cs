using System.Collections.Immutable;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>One load at a time, one load per wanted model, never a load of what is loaded.</summary>
internal static class LoadRules
{
    public static void Want(Decision decision, string modelKey, Guid? operation, TimeSpan? ttl, bool pinned, int? contextLength)
    {
        var number = decision.State.LastLoad + 1;
        ImmutableList<Guid> operations = operation is { } id ? [id] : [];
        decision.State = decision.State with
        {
            LastLoad = number,
            Pending = decision.State.Pending.Add(new Load(number, modelKey, ttl, pinned, contextLength, operations)),
        };
    }

    public static void Progressed(Decision decision, LoadProgressed progressed)
    {
        if (decision.State.Loading is not { } load || load.Number != progressed.Number) return;
        load = load with { Progress = Math.Max(load.Progress, progressed.Progress) };
        if (decision.Now - load.AnnouncedAt >= HostSettings.ProgressInterval)
        {
            load = load with { AnnouncedAt = decision.Now };
            foreach (var operation in load.Operations) decision.Progress(operation, load.Progress, waiting: false);
        }

        decision.State = decision.State with { Loading = load };
    }

    public static void Succeeded(Decision decision, LoadSucceeded succeeded)
    {
        if (Take(decision, succeeded.Number) is not { } load) return;
        var loaded = succeeded.Instance;
        var ttl = load.Ttl ?? decision.State.Settings.DefaultTtl;
        var instance = new Instance(loaded.Id, load.ModelKey, loaded.Kind, loaded.ContextLength, ttl, load.Pinned, Foreign: false, decision.Now, decision.Now);

        // It was to be stopped for an unload but got through: it goes again.
        var unloads = decision.State.Operations.Values.Where(operation => operation.Load == load.Number).ToArray();
        foreach (var unload in unloads)
            decision.State = decision.State with { Operations = decision.State.Operations.SetItem(unload.Id, unload with { Load = null, Instances = [loaded.Id] }) };
        decision.Set(instance with { Draining = unloads.Length > 0 });
        foreach (var operation in load.Operations) decision.Succeed(operation, loaded.Id);
        decision.Do(new ListInstances());
    }

    public static void Failed(Decision decision, LoadFailed failed)
    {
        if (Take(decision, failed.Number) is not { } load) return;
        foreach (var operation in load.Operations) decision.Fail(operation, failed.Reason, failed.Detail);
        // Whoever waits for it is told why: the same load would fail again.
        foreach (var waiting in decision.State.Waiting.Where(waiting => waiting.ModelKey == load.ModelKey)) decision.Refuse(waiting, failed.Reason, failed.Detail);
        EndUnloads(decision, load);
        decision.Do(new ListInstances());
    }

    public static void Cancelled(Decision decision, long number)
    {
        if (Take(decision, number) is not { } load) return;
        foreach (var operation in load.Operations) decision.Cancel(operation);
        EndUnloads(decision, load);
        decision.Do(new ListInstances());
    }

    /// <summary>A load whose model is there by now has done its work.</summary>
    public static void DropSatisfied(Decision decision)
    {
        foreach (var load in decision.State.Pending)
        {
            if (decision.State.Usable(load.ModelKey) is not { } instance) continue;
            decision.State = decision.State with { Pending = decision.State.Pending.Remove(load) };
            if (load.Operations.IsEmpty) continue;
            var ttl = load.Ttl ?? (instance.Foreign ? decision.State.Settings.DefaultTtl : instance.Ttl);
            decision.Set(instance with { Pinned = instance.Pinned || load.Pinned, Ttl = ttl, Foreign = false, LastUsedAt = decision.Now });
            foreach (var operation in load.Operations) decision.Succeed(operation, instance.Id);
        }
    }

    /// <summary>A load for requests that have all gone away is not begun.</summary>
    public static void DropUnwanted(Decision decision) => decision.State = decision.State with
    {
        Pending = decision.State.Pending.RemoveAll(load =>
            load.Operations.IsEmpty && !decision.State.Waiting.Any(waiting => waiting.ModelKey == load.ModelKey)),
    };

    public static void Start(Decision decision)
    {
        // An instance that drains is still in memory: its model waits until it is gone, others need not.
        if (decision.State.Loading is not null || decision.State.Pending.FirstOrDefault(load => !decision.State.Of(load.ModelKey).Any()) is not { } next) return;
        var kind = decision.State.Kinds.GetValueOrDefault(next.ModelKey, ModelKind.Llm);
        TimeSpan? ttl = next.Pinned ? null : (next.Ttl ?? decision.State.Settings.DefaultTtl) + HostSettings.TtlMargin;
        decision.State = decision.State with { Pending = decision.State.Pending.Remove(next), Loading = next with { AnnouncedAt = decision.Now } };
        // Its key as identifier makes a second instance of it an error, whatever happens outside.
        decision.Do(new StartLoad(next.Number, new LoadOptions(next.ModelKey, kind, next.ModelKey, ttl, next.ContextLength)));
        foreach (var operation in next.Operations) decision.Progress(operation, 0, waiting: false);
    }

    /// <summary>Without LM Studio nothing waits for a load.</summary>
    public static void GiveUp(Decision decision, LmStudioReport away)
    {
        foreach (var operation in decision.State.Pending.SelectMany(load => load.Operations))
            decision.Fail(operation, Reasons.Of(away), Reasons.Sentence(away));
        decision.State = decision.State with { Pending = [] };
    }

    private static Load? Take(Decision decision, long number)
    {
        if (decision.State.Loading is not { } load || load.Number != number) return null;
        decision.State = decision.State with { Loading = null };
        return load;
    }

    private static void EndUnloads(Decision decision, Load load)
    {
        foreach (var operation in decision.State.Operations.Values.Where(operation => operation.Load == load.Number)) decision.Succeed(operation.Id, null);
    }
}
