using System.ComponentModel.DataAnnotations;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.LmStudioAgent.Estimates;

/// <summary>The plan that a load would follow, without the load.</summary>
internal static class GetEstimate
{
    // The one who asks waits 2.5 s: by then a guess is better than nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<IResult> HandleAsync(
        [Required, StringLength(500)] string modelKey, [Range(1, 100_000_000)] int? contextLength, HostActor actor, StudioLink link, TimeProvider time, CancellationToken cancellationToken)
    {
        var state = actor.State;
        if (!state.IsUp) return ApiError.Offline(Surfaces.Models, state.LmStudio?.Detail ?? "LM Studio was not found yet.");
        if (state.Models.IsEmpty) return ApiError.Offline(Surfaces.Models, "The models of this host are not listed yet. Please try again in a moment.");
        if (!state.Models.ContainsKey(modelKey)) return ApiError.NotFound(Surfaces.Models, "modelKey: there is no such model on this host.");

        var key = new EstimateKey(modelKey, contextLength);
        if (!state.Estimates.ContainsKey(key.ToString()) && await AskAsync(link, key, state, time, cancellationToken) is { } said)
            actor.Post(new LoadEstimated(key, said.TotalBytes, said.Confident));
        else said = null;

        var required = said is null ? Memory.Required(state, key) : new Estimate(said.TotalBytes, said.Confident);
        return Results.Ok(Answer(state, key, required));
    }

    public static ModelEstimate Answer(HostState state, EstimateKey key, Estimate required)
    {
        var confidence = required.Confident ? EstimateConfidences.High : EstimateConfidences.Low;
        long? bytes = required.Bytes > 0 ? required.Bytes : null;
        long? free = Memory.Budget(state) is { } budget ? budget.Bytes - Memory.Used(state) : null;
        if (state.Of(key.ModelKey).Any(instance => !instance.Draining && instance.Has(key.ContextLength))) return new ModelEstimate(key.ModelKey, true, bytes, free, confidence, [], null);

        var plan = RoomPlan.For(state, key.ModelKey, required.Bytes);
        return new ModelEstimate(
            key.ModelKey, plan.Fits, bytes, free, confidence, [.. plan.Evict.Select(instance => instance.Id)], plan.Fits ? null : RefusalRules.DoesNotFit(state, key.ModelKey, required, plan));
    }

    private static async Task<MemoryEstimate?> AskAsync(StudioLink link, EstimateKey key, HostState state, TimeProvider time, CancellationToken cancellationToken)
    {
        if (link.Current is not { } studio) return null;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await studio.Client.EstimateAsync(new LoadOptions(key.ModelKey, LoadRules.KindOf(state, key.ModelKey), ContextLength: key.ContextLength), either.Token);
        }
        catch (Exception exception) when (exception is LmStudioException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
