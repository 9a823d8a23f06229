namespace Chatbot.LmStudioAgent.Studio;

/// <summary>
/// Holds on to the LM Studio in use. Going to another one gives up every instance, every place and the load that runs, and
/// a machine that is busy with just those is late with a greeting: only greetings missed for a while are a farewell. The
/// simulator makes room for LM Studio at once.
/// </summary>
internal sealed class StudioChoice(TimeProvider time)
{
    public static readonly TimeSpan LeaveAfter = TimeSpan.FromSeconds(10);
    private readonly Absence _absence = new(LeaveAfter, time);
    private StudioPlace? _inUse;

    /// <summary>The place in use, as not answering, for as long as it is not given up; else what was found.</summary>
    public StudioPlace Choose(StudioPlace found)
    {
        if (_inUse is { } inUse && IsMissed(inUse, found) && !_absence.Missed()) return inUse with { Answers = false };
        _absence.End();
        _inUse = found.Answers ? Known(found) : null;
        return found;
    }

    private static bool IsMissed(StudioPlace inUse, StudioPlace found) =>
        !found.Answers || (found.BaseUrl != inUse.BaseUrl && inUse.Simulated != true);

    private StudioPlace Known(StudioPlace found) =>
        found.Simulated is null && _inUse?.BaseUrl == found.BaseUrl ? found with { Simulated = _inUse.Simulated } : found;
}
