namespace Chatbot.Web.Conversations;

/// <summary>Draws at most once per interval, the first time at once: tokens come faster than anyone reads.</summary>
internal sealed class RenderPace(TimeProvider time, TimeSpan interval, Action draw) : IDisposable
{
    public static readonly TimeSpan TwentyHertz = TimeSpan.FromMilliseconds(50);

    /// <summary>Of an answer's text: docs/decisions/0009.</summary>
    public static readonly TimeSpan OfText = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _wanted;
    private bool _disposed;

    public void Request()
    {
        lock (_lock)
        {
            if (_disposed) return;
            if (_timer is not null)
            {
                _wanted = true;
                return;
            }

            _timer = time.CreateTimer(_ => Elapsed(), null, interval, interval);
        }

        draw();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Elapsed()
    {
        lock (_lock)
        {
            if (!_wanted)
            {
                _timer?.Dispose();
                _timer = null;
                return;
            }

            _wanted = false;
        }

        draw();
    }
}
