using Microsoft.JSInterop;

namespace Chatbot.Web.Components;

/// <summary>The time where the person is: what is "today" is decided by their midnight, not the server's.</summary>
internal sealed class BrowserClock(TimeProvider time, PageScript script)
{
    private TimeSpan _offset;
    private Task<bool>? _learning;

    public DateTimeOffset Now => time.GetUtcNow().ToOffset(_offset);

    /// <summary>True where the answer changed the clock. Whoever asks is told: all of them have drawn with the other one.</summary>
    public Task<bool> LearnAsync() => _learning ??= AskAsync();

    private async Task<bool> AskAsync()
    {
        try
        {
            var minutes = await script.UtcOffsetAsync();
            _offset = TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60));
            return minutes != 0;
        }
        catch (Exception exception) when (exception is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The next one asks again.
            _learning = null;
            return false;
        }
    }
}
