namespace Chatbot.LmStudioAgent.Scheduling;

/// <param name="DefaultTtl">Idle time of an instance for whose load nobody said another.</param>
/// <param name="Parallel">Requests an instance gets at once; the others wait.</param>
internal sealed record HostSettings(string HostId, TimeSpan DefaultTtl, int Parallel)
{
    /// <summary>As commands and settings are bounded.</summary>
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(7);

    /// <summary>How long a granted place is kept for somebody who does not come.</summary>
    public static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What LM Studio is told as its own idle time: the longest that anybody may ask for, and a minute. LM Studio cannot
    /// change it as long as the model is loaded, while ours is raised by hand, by a later load, or runs anew, of all of which
    /// LM Studio hears nothing: told ours, it would let go of what others were promised. Ours is kept by this agent; LM
    /// Studio's is but the net for when the agent is gone for good.
    /// </summary>
    public static readonly TimeSpan StudioTtl = LongestTtl + TimeSpan.FromMinutes(1);

    /// <summary>Between two reports of one load's progress.</summary>
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How much later a request for a model that is loaded may be due than the load that needs its memory and still go
    /// first: without it two models that are wanted in turn would be swapped for every request.
    /// </summary>
    public static readonly TimeSpan SwapPatience = TimeSpan.FromSeconds(10);

    /// <summary>A pinned model that could not be loaded is tried again after this.</summary>
    public static readonly TimeSpan PinRetry = TimeSpan.FromMinutes(5);

    /// <summary>An instance that LM Studio would not unload is left alone for this long.</summary>
    public static readonly TimeSpan UnloadRetry = TimeSpan.FromSeconds(30);

    /// <summary>How long a load waits for the list of models, without which nobody knows what it takes.</summary>
    public static readonly TimeSpan ModelsPatience = TimeSpan.FromSeconds(15);

    /// <summary>What models may take together; null leaves it to <see cref="HostState.Surveyed"/>.</summary>
    public long? MemoryBudgetBytes { get; init; }

    /// <summary>Whether instances that somebody else loaded may go to make room.</summary>
    public bool EvictForeign { get; init; }
}
