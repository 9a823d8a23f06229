namespace Chatbot.LmStudioAgent.Studio;

/// <summary>
/// Tells an absence from a hiccup by the time since the first miss, not by how often somebody looked: who looks more often
/// is not sooner sure.
/// </summary>
internal sealed class Absence(TimeSpan countsAfter, TimeProvider time)
{
    private long? _since;

    /// <summary>Missed once more: true when it has gone on for long enough.</summary>
    public bool Missed()
    {
        _since ??= time.GetTimestamp();
        return time.GetElapsedTime(_since.Value) >= countsAfter;
    }

    public void End() => _since = null;
}
