namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What a load would take, asked of LM Studio once for each model and context.</summary>
internal static class EstimateRules
{
    private const int MostEstimates = 500;

    public static bool IsEstimating(HostState state, Load load) => state.Estimating.Contains(load.Estimate.ToString());

    /// <summary>What a wanted load takes is asked early, so that nobody waits for it when its turn comes.</summary>
    public static void Ask(Decision decision)
    {
        if (Memory.Budget(decision.State) is null || AwaitsModels(decision)) return;
        foreach (var load in decision.State.Pending)
        {
            if (decision.State.Estimates.ContainsKey(load.Estimate.ToString()) || IsEstimating(decision.State, load)) continue;
            decision.State = decision.State with { Estimating = decision.State.Estimating.Add(load.Estimate.ToString()) };
            decision.Do(new EstimateLoad(load.Estimate, LoadRules.KindOf(decision.State, load.ModelKey)));
        }
    }

    public static void Estimated(Decision decision, LoadEstimated estimated)
    {
        var estimate = estimated.Bytes is { } bytes ? new Estimate(bytes, estimated.Confident) : new Estimate(Memory.Guess(decision.State, estimated.Load.ModelKey), Confident: false);
        // Anybody may ask for any context: so many are kept and no more.
        var kept = decision.State.Estimates.Count < MostEstimates ? decision.State.Estimates : decision.State.Estimates.Clear();
        decision.State = decision.State with
        {
            Estimating = decision.State.Estimating.Remove(estimated.Load.ToString()),
            Estimates = kept.SetItem(estimated.Load.ToString(), estimate),
        };
    }

    /// <summary>Without the list of models nobody knows what a load takes.</summary>
    public static bool AwaitsModels(Decision decision) => Memory.Budget(decision.State) is not null && decision.State.ModelsDueAt > decision.Now;
}
