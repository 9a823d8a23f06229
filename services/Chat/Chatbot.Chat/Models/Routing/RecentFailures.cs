using System.Collections.Concurrent;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Hosts whose agent did not answer this replica in the last seconds: a dead one costs time once, not every request.</summary>
internal sealed class RecentFailures(TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> _failedAt = new();

    public void Failed(string host) => _failedAt[host] = time.GetTimestamp();

    public void Answered(string host) => _failedAt.TryRemove(host, out _);

    public bool Has(string host) => _failedAt.TryGetValue(host, out var at) && time.GetElapsedTime(at) < Recent;
}
