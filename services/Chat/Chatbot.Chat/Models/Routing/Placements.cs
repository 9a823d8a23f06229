namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// The requests that this replica has placed and no report counts yet, so that a hundred at once do not all choose the host
/// that was idle a moment ago.
/// </summary>
internal sealed class Placements(TimeProvider time)
{
    // Agents report four times a second: one that arrives sooner after a request may not know of it.
    private static readonly TimeSpan Unreported = TimeSpan.FromMilliseconds(300);

    // A host that does not report any more: what was placed there long ago says nothing.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(15);

    private readonly Dictionary<PlaceName, List<long>> _placed = [];
    private readonly Lock _lock = new();

    /// <summary>When it was placed; it is taken back by that.</summary>
    public long Add(Place place)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_placed.TryGetValue(place.Name, out var placed)) _placed[place.Name] = placed = [];
            placed.Add(now);
        }

        return now;
    }

    /// <summary>It was given up before it began.</summary>
    public void Remove(Place place, long placedAt)
    {
        lock (_lock)
        {
            if (_placed.TryGetValue(place.Name, out var placed)) placed.Remove(placedAt);
        }
    }

    /// <param name="reportedAt">When the host's last report arrived.</param>
    public int Of(PlaceName place, long reportedAt)
    {
        lock (_lock)
        {
            if (!_placed.TryGetValue(place, out var placed)) return 0;
            placed.RemoveAll(at => time.GetElapsedTime(at, reportedAt) >= Unreported || time.GetElapsedTime(at) >= Forgotten);
            if (placed.Count == 0) _placed.Remove(place);
            return placed.Count;
        }
    }
}
