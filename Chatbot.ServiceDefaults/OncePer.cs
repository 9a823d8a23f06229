namespace Chatbot.ServiceDefaults;

/// <summary>For what others can cause as often as they like: whoever floods us does not flood the log.</summary>
public sealed class OncePer(TimeSpan pause, TimeProvider time)
{
    private long _at;

    /// <summary>True the first time, and when the pause since then is over.</summary>
    public bool IsDue()
    {
        var (now, at) = (time.GetTimestamp(), Interlocked.Read(ref _at));
        return (at == 0 || time.GetElapsedTime(at, now) >= pause) && Interlocked.CompareExchange(ref _at, now, at) == at;
    }
}
