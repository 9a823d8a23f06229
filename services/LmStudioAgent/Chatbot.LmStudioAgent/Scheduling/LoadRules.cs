using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>One load at a time, one load per wanted model, never a load of what is loaded, never more than fits.</summary>
internal static class LoadRules
{
    /// <summary>For requests: wanted once, as early as the earliest of them is due.</summary>
    public static void Want(Decision decision, string modelKey, DateTimeOffset due)
    {
        if (decision.State.Pending.Find(load => load.ModelKey == modelKey) is { } pending)
        {
            if (pending.Due > due) Queue(decision, pending with { Due = due }, instead: pending);
        }
        else if (!decision.State.IsComing(modelKey))
        {
            Want(decision, modelKey, due, null, null, pinned: false, null);
        }
    }

    public static void Want(Decision decision, string modelKey, DateTimeOffset due, Guid? operation, TimeSpan? ttl, bool pinned, int? contextLength)
    {
        var number = decision.State.LastLoad + 1;
        decision.State = decision.State with { LastLoad = number };
        Queue(decision, new Load(number, modelKey, due, ttl, pinned, contextLength, operation is { } id ? [id] : []));
    }

    public static void Queue(Decision decision, Load load, Load? instead = null)
    {
        if (instead is not null) decision.State = decision.State with { Pending = decision.State.Pending.Remove(instead) };
        decision.State = FairOrder.Queue(decision.State, load);
    }

    /// <summary>An instance that drains is still in memory: its model waits until it is gone, others need not.</summary>
    public static Load? Next(HostState state) => state.Pending.FirstOrDefault(load => !state.Of(load.ModelKey).Any());

    public static void Start(Decision decision)
    {
        if (decision.State.Loading is not null || Next(decision.State) is not { } next || EstimateRules.IsEstimating(decision.State, next) || EstimateRules.AwaitsModels(decision)) return;
        var required = Memory.Required(decision.State, next.Estimate);
        var plan = RoomPlan.For(decision.State, next.ModelKey, required.Bytes);
        if (!plan.Now) return;

        foreach (var operation in next.Operations) decision.Explain(operation, DecisionKinds.Started, "LM Studio was told to load it.", DecisionInputs.Of(decision.State, required, plan));
        decision.State = decision.State with
        {
            Pending = decision.State.Pending.Remove(next),
            Loading = next with { StartedAt = decision.Now, AnnouncedAt = decision.Now, WaitsFor = null },
            Remembered = decision.State.Remembered.Remove(next.ModelKey),
        };
        decision.Do(new StartLoad(next.Number, Options(decision.State, next)));
        foreach (var operation in next.Operations) decision.Progress(operation, 0, waiting: false);
    }

    // Its key as identifier makes a second instance of it an error, whatever happens outside.
    private static LoadOptions Options(HostState state, Load load) =>
        new(load.ModelKey, KindOf(state, load.ModelKey), load.ModelKey, load.Pinned ? null : HostSettings.StudioTtl, load.ContextLength)
        {
            JitTtl = load.Pinned ? null : load.Ttl ?? state.Settings.DefaultTtl,
            Parallel = state.Settings.Parallel,
        };

    /// <summary>A load whose model is there by now has done its work; one with another context is loaded anew.</summary>
    public static void DropSatisfied(Decision decision)
    {
        foreach (var load in decision.State.Pending)
        {
            if (decision.State.Of(load.ModelKey).FirstOrDefault(instance => instance is { Draining: false, GivesWayAfter: null }) is not { } instance) continue;
            if (instance.Has(load.ContextLength)) Satisfy(decision, load, instance);
            else Replace(decision, load, instance);
        }
    }

    // Only what may go goes, and only for what will fit.
    private static void Replace(Decision decision, Load load, Instance instance)
    {
        if (instance.Pinned && !load.Pinned) RefusalRules.Refuse(decision, load, FailureReasons.InUse, RefusalRules.Kept(instance, "pinned"));
        else if (instance.StuckUntil is not null) RefusalRules.Refuse(decision, load, FailureReasons.LmStudioRefused, $"LM Studio does not unload {instance.Id}, which is loaded with another context.");
        else if (!Memory.MayGo(decision.State, instance with { Pinned = false })) RefusalRules.Refuse(decision, load, FailureReasons.InUse, RefusalRules.Kept(instance, "loaded by somebody else than this product"));
        else if (Memory.Budget(decision.State) is null) decision.Set(instance with { Draining = true });
        else if (decision.State.Estimates.TryGetValue(load.Estimate.ToString(), out var required))
        {
            var plan = RoomPlan.For(decision.State, load.ModelKey, required.Bytes);
            if (plan.Fits) decision.Set(instance with { Draining = true });
            else RefusalRules.Refuse(decision, load, required, plan);
        }
    }

    /// <summary>A load for requests that have all gone away, or a pin that was taken off, is not begun.</summary>
    public static void DropUnwanted(Decision decision) => decision.State = decision.State with
    {
        Pending = decision.State.Pending.RemoveAll(load =>
            load.Operations.IsEmpty
            && !(load.Pinned && decision.State.Desired.ContainsKey(load.ModelKey))
            && !decision.State.Waiting.Any(waiting => waiting.ModelKey == load.ModelKey && decision.State.For(waiting) is null)),
    };

    public static ModelKind KindOf(HostState state, string modelKey) => state.Models.TryGetValue(modelKey, out var model) ? model.Kind : ModelKind.Llm;

    private static void Satisfy(Decision decision, Load load, Instance instance)
    {
        decision.State = decision.State with { Pending = decision.State.Pending.Remove(load) };
        if (load.Operations.IsEmpty) return;
        var wanted = load.Ttl ?? (instance.Foreign ? decision.State.Settings.DefaultTtl : instance.Ttl);
        // What was loaded with another time by somebody else keeps that: no more is promised than LM Studio will hold.
        var held = instance.StudioTtl < wanted ? instance.StudioTtl : wanted;
        decision.Set(instance with { Pinned = instance.Pinned || load.Pinned, Ttl = held, Foreign = false, LastUsedAt = decision.Now });
        if (load.Pinned) PinRules.Pin(decision, load.ModelKey, load.ContextLength ?? instance.RequestedContextLength);
        var but = held == wanted || load.Pinned || instance.Pinned ? "" : $" LM Studio itself lets go of it after {held!.Value.TotalMinutes:0.#} minutes without use, which can't be changed while it is loaded.";
        foreach (var operation in load.Operations) decision.Succeed(operation, instance.Id, $"It is loaded already, as {instance.Id}.{but}");
    }
}
