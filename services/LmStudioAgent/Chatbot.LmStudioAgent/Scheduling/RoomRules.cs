namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>
/// Room for the next load: what has to go for it takes no later requests and goes when it is idle. Thought out anew at each
/// event, so that nothing goes for a load that nobody wants any more.
/// </summary>
internal static class RoomRules
{
    public static void Make(Decision decision)
    {
        foreach (var instance in decision.State.Instances.Values.Where(instance => instance is { GivesWayAfter: not null, Unloading: false }))
            decision.Set(instance with { GivesWayAfter = null });
        while (decision.State.Loading is null && LoadRules.Next(decision.State) is { } next && !EstimateRules.IsEstimating(decision.State, next) && !EstimateRules.AwaitsModels(decision))
        {
            var required = Memory.Required(decision.State, next.Estimate);
            var plan = RoomPlan.For(decision.State, next.ModelKey, required.Bytes);
            if (plan.Fits)
            {
                GiveWay(decision, next, plan, required);
                return;
            }

            RefusalRules.Refuse(decision, next, required, plan);
        }
    }

    private static void GiveWay(Decision decision, Load next, RoomPlan plan, Estimate required)
    {
        foreach (var instance in plan.Evict) decision.Set(instance with { GivesWayAfter = next.Due + HostSettings.SwapPatience });
        var waitsFor = plan.Now ? null : Sentence(decision.State, plan);
        if (waitsFor == next.WaitsFor) return;
        decision.State = decision.State with { Pending = decision.State.Pending.Replace(next, next with { WaitsFor = waitsFor }) };
        if (waitsFor is null) return;
        foreach (var operation in next.Operations)
            decision.Explain(operation, Contracts.DecisionKinds.MakesRoom, waitsFor, DecisionInputs.Of(decision.State, required, plan));
    }

    private static string Sentence(HostState state, RoomPlan plan)
    {
        var going = plan.Evict.IsEmpty ? [.. state.Instances.Values.Where(instance => instance.Draining)] : plan.Evict;
        var names = string.Join(", ", going.Select(instance => instance.Id));
        return going.Any(instance => state.Busy(instance.Id) > 0)
            ? $"It needs the memory of {names}, which goes when its running answers have ended."
            : $"It needs the memory of {names}, which is being unloaded.";
    }
}
