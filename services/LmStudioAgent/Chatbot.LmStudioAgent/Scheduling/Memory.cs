using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>How much there is for models, and what is taken.</summary>
internal static class Memory
{
    // A file grows in memory by its context; LM Studio's own estimate counts where it gives one.
    private const double Growth = 1.2;

    /// <summary>Null where nobody knows: then LM Studio alone judges what fits.</summary>
    public static (long Bytes, string Source)? Budget(HostState state) =>
        (state.Configuration.MemoryBudgetBytes ?? state.Settings.MemoryBudgetBytes) is { } configured ? (configured, MemorySources.Configured)
        : state.Surveyed is { } surveyed ? (surveyed, MemorySources.Surveyed)
        : null;

    public static long Used(HostState state) =>
        state.Instances.Values.Sum(instance => instance.Bytes) + (state.Loading is { } load ? Required(state, load.Estimate).Bytes : 0);

    /// <summary>What a load takes: as LM Studio says, else guessed from its size on disk; 0 where that is unknown too.</summary>
    public static Estimate Required(HostState state, EstimateKey load) =>
        state.Estimates.TryGetValue(load.ToString(), out var estimate) ? estimate : new Estimate(Guess(state, load.ModelKey), Confident: false);

    public static long Guess(HostState state, string modelKey) =>
        state.Models.TryGetValue(modelKey, out var model) && model.SizeBytes is { } size ? (long)(size * Growth) : 0;

    public static bool MayGo(HostState state, Instance instance) =>
        !instance.Pinned && instance.StuckUntil is null && (!instance.Foreign || (state.Configuration.EvictForeign ?? state.Settings.EvictForeign));
}
