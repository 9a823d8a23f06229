using System.Collections.Concurrent;

namespace Chatbot.LmStudioSimulator.Logs;

/// <summary>What happens on a host, for those who listen at that moment; nothing is kept.</summary>
internal sealed class HostLog(TimeProvider time)
{
    private readonly ConcurrentDictionary<object, Action<HostLogEntry>> _listeners = [];

    public IDisposable Listen(Action<HostLogEntry> listener)
    {
        var listening = new Listening(this);
        _listeners[listening] = listener;
        return listening;
    }

    /// <param name="data">As the protocol says it, its <c>type</c> first.</param>
    public void Write(object data)
    {
        var entry = new HostLogEntry(time.GetUtcNow(), data);
        foreach (var listener in _listeners.Values) listener(entry);
    }

    public void Server(string content) => Write(new { type = "server.log", content, level = "info" });

    private sealed class Listening(HostLog log) : IDisposable
    {
        public void Dispose() => log._listeners.TryRemove(this, out _);
    }
}
