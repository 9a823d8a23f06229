namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What has happened on a host since the start. Every load and every request that started has ended one way, or still runs.</summary>
internal sealed class HostCounters
{
    private readonly Lock _gate = new();
    private HostCount _count = new();
    private readonly Dictionary<string, int> _maxParallel = [];

    public HostCount Read()
    {
        lock (_gate) return _count with { MaxParallel = _maxParallel.ToDictionary() };
    }

    public void Happened(Func<HostCount, HostCount> change)
    {
        lock (_gate) _count = change(_count);
    }

    public void Ran(string identifier, int atOnce)
    {
        lock (_gate) _maxParallel[identifier] = Math.Max(atOnce, _maxParallel.GetValueOrDefault(identifier));
    }
}
