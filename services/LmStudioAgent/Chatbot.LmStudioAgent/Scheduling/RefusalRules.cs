using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Loads that are not begun or came to nothing, and the sentences that say why.</summary>
internal static class RefusalRules
{
    /// <summary>It does not fit, and waiting changes nothing.</summary>
    public static void Refuse(Decision decision, Load load, Estimate required, RoomPlan plan) =>
        Refuse(decision, load, FailureReasons.OutOfMemory, DoesNotFit(decision.State, load.ModelKey, required, plan));

    public static string DoesNotFit(HostState state, string modelKey, Estimate required, RoomPlan plan)
    {
        var staying = string.Join(", ", plan.Staying.Select(instance => $"{instance.Id} ({WhyItStays(instance)})"));
        var budget = Memory.Budget(state)!.Value.Bytes;
        return staying.Length == 0
            ? $"{modelKey} needs about {Gigabytes(required.Bytes)}, and this host has {Gigabytes(budget)} for models. Choose a smaller one, or a shorter context."
            : $"{modelKey} needs about {Gigabytes(required.Bytes)}. Of the {Gigabytes(budget)} of this host too much is held by {staying}: unload some of it first.";
    }

    /// <summary>The end of a load without an instance, for everybody who wanted it: the same load would end the same way.</summary>
    public static void Refuse(Decision decision, Load load, string reason, string sentence)
    {
        decision.State = decision.State with { Pending = decision.State.Pending.RemoveAll(other => other.Number == load.Number) };
        foreach (var operation in load.Operations) decision.Fail(operation, reason, sentence);
        // Who waits for a place on an instance that is there is not concerned.
        foreach (var waiting in decision.State.Waiting.Where(waiting => waiting.ModelKey == load.ModelKey && decision.State.For(waiting) is null)) decision.Refuse(waiting, reason, sentence);
        PinRules.Failed(decision, load.ModelKey);
    }

    /// <summary>Without LM Studio nothing waits for a load.</summary>
    public static void GiveUp(Decision decision, LmStudioReport away)
    {
        foreach (var operation in decision.State.Pending.SelectMany(load => load.Operations))
            decision.Fail(operation, Reasons.Of(away), Reasons.Sentence(away));
        decision.State = decision.State with { Pending = [] };
    }

    public static string Kept(Instance instance, string why) =>
        $"{instance.ModelKey} is loaded with a context of {instance.ContextLength} tokens and {why}. Unload it first.";

    private static string WhyItStays(Instance instance) => instance switch
    {
        { Pinned: true } => "pinned",
        { StuckUntil: not null } => "LM Studio does not unload it",
        _ => "loaded by somebody else",
    };

    private static string Gigabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.#} GB");
}
