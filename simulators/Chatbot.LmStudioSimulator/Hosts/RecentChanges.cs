namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>The last loads and unloads of a host and when they were, so that others can tell how long they took to hear of them.</summary>
internal sealed class RecentChanges(TimeProvider time)
{
    private const int Kept = 64;

    private readonly Lock _gate = new();
    private readonly Queue<HostChange> _changes = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HostChange> Read()
    {
        lock (_gate) return [.. _changes];
    }

    public void Happened(string what, string identifier)
    {
        lock (_gate)
        {
            _changes.Enqueue(new HostChange(time.GetUtcNow(), what, identifier));
            if (_changes.Count > Kept) _changes.Dequeue();
        }
    }
}
