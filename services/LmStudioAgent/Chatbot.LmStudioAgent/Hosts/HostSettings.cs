namespace Chatbot.LmStudioAgent.Hosts;

/// <param name="DefaultTtl">Idle time of an instance for whose load nobody said another.</param>
/// <param name="Parallel">Requests an instance gets at once; the others wait.</param>
internal sealed record HostSettings(string HostId, TimeSpan DefaultTtl, int Parallel)
{
    /// <summary>How long a granted place is kept for somebody who does not come.</summary>
    public static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(10);

    /// <summary>LM Studio's own time to live is longer than ours by this: a safety net for when this agent is gone.</summary>
    public static readonly TimeSpan TtlMargin = TimeSpan.FromMinutes(1);

    /// <summary>Between two reports of one load's progress.</summary>
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);
}
