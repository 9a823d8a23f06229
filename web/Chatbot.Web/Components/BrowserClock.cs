using Microsoft.JSInterop;

namespace Chatbot.Web.Components;

/// <summary>The time where the person is: what is "today" is decided by their midnight, not the server's.</summary>
internal sealed class BrowserClock(TimeProvider time, PageScript script)
{
    private TimeSpan _offset;
    private bool _learnt;

    public DateTimeOffset Now => time.GetUtcNow().ToOffset(_offset);

    /// <summary>True where the answer changed the clock.</summary>
    public async ValueTask<bool> LearnAsync()
    {
        if (_learnt) return false;
        _learnt = true;
        try
        {
            var minutes = await script.UtcOffsetAsync();
            _offset = TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60));
            return minutes != 0;
        }
        catch (Exception exception) when (exception is JSDisconnectedException or JSException)
        {
            return false;
        }
    }
}
