namespace Chatbot.LmStudioAgent.Studio;

/// <summary>
/// Holds on to the LM Studio in use. Going to another one gives up every instance, every place and the load that runs, and
/// a machine that is busy with just those is late with a greeting: only several missed in a row are a farewell. The
/// simulator makes room for LM Studio at once.
/// </summary>
internal sealed class StudioChoice
{
    public const int MissesToLeave = 5;
    private StudioPlace? _inUse;
    private int _misses;

    /// <summary>The place in use, as not answering, for as long as it is not given up; else what was found.</summary>
    public StudioPlace Choose(StudioPlace found)
    {
        if (_inUse is { } inUse && Missed(inUse, found) && ++_misses < MissesToLeave) return inUse with { Answers = false };
        _misses = 0;
        _inUse = found.Answers ? Known(found) : null;
        return found;
    }

    private static bool Missed(StudioPlace inUse, StudioPlace found) =>
        !found.Answers || (found.BaseUrl != inUse.BaseUrl && inUse.Simulated != true);

    private StudioPlace Known(StudioPlace found) =>
        found.Simulated is null && _inUse?.BaseUrl == found.BaseUrl ? found with { Simulated = _inUse.Simulated } : found;
}
