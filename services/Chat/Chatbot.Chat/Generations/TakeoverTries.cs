using System.Collections.Concurrent;

namespace Chatbot.Chat.Generations;

/// <summary>
/// Answers that this replica could not take over although the store was there: each is left alone for longer and longer, and
/// after the last try for good.
/// </summary>
internal sealed class TakeoverTries(TimeProvider time)
{
    private const int Most = 3;

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<GenerationId, (int Failed, long At, TimeSpan Pause)> _tried = new();

    /// <summary>It is time for another try.</summary>
    public bool MayTry(GenerationId id) => !_tried.TryGetValue(id, out var tried) || time.GetElapsedTime(tried.At) >= tried.Pause;

    /// <summary>True where that was the last try.</summary>
    /// <param name="pause">Before the second try; twice as long before the third.</param>
    public bool Failed(GenerationId id, TimeSpan pause)
    {
        foreach (var (old, tried) in _tried)
        {
            // Another replica has it, or its chat is deleted.
            if (time.GetElapsedTime(tried.At) > Forgotten) _tried.TryRemove(old, out _);
        }

        var now = _tried.AddOrUpdate(id, _ => (1, time.GetTimestamp(), pause), (_, tried) => (tried.Failed + 1, time.GetTimestamp(), tried.Pause * 2));
        return now.Failed >= Most;
    }

    public void Done(GenerationId id) => _tried.TryRemove(id, out _);
}
