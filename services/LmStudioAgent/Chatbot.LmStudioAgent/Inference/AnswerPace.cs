namespace Chatbot.LmStudioAgent.Inference;

/// <summary>How fast an answer comes: LM Studio sends one event for each token.</summary>
internal sealed class AnswerPace(TimeProvider time)
{
    // The pace of a few tokens is chance.
    private const int Fewest = 8;

    // What comes in one read tells how fast it was carried, not how fast it was made.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private int _events;
    private long _first;
    private long _last;
    private byte _before;

    public double? TokensPerSecond => _events >= Fewest && time.GetElapsedTime(_first, _last) is var passed && passed >= Shortest ? Math.Round((_events - 1) / passed.TotalSeconds, 1) : null;

    public void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == '\n' && _before == '\n')
            {
                _last = time.GetTimestamp();
                if (_events++ == 0) _first = _last;
            }

            _before = one;
        }
    }
}
