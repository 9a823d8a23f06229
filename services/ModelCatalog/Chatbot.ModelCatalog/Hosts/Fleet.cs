using System.Collections.Immutable;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Events;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// The picture of all hosts, in memory: written under one lock, read without any. Reports that are older than what is known
/// change nothing.
/// </summary>
internal sealed class Fleet(TimeProvider time)
{
    /// <summary>A host not heard of for so long is offline.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, HostState> _hosts = ImmutableSortedDictionary.Create<string, HostState>(StringComparer.Ordinal);

    public ChangeSignal Changes { get; } = new();

    /// <summary>Another reference after each change.</summary>
    public ImmutableSortedDictionary<string, HostState> Hosts => Volatile.Read(ref _hosts);

    /// <summary>False when the report is older than what is known.</summary>
    public bool Take(HostReported report)
    {
        lock (_gate)
        {
            var known = _hosts.GetValueOrDefault(report.HostId);
            if (known is not null && IsStale(report.AgentStartedAt, report.Number, known.AgentStartedAt, known.Number, known.Online)) return false;

            Set((known ?? new HostState { Id = report.HostId, Name = report.Name, LastSeenAt = default }) with
            {
                Name = report.Name,
                LastSeenAt = time.GetUtcNow(),
                Online = true,
                AgentAddress = report.AgentAddress,
                AgentStartedAt = report.AgentStartedAt,
                Number = report.Number,
                LmStudio = report.LmStudio,
                Instances = report.Instances,
                Loading = report.Loading,
            });
            return true;
        }
    }

    /// <summary>False when the list is older than what is known.</summary>
    public bool Take(HostInventoryReported report)
    {
        lock (_gate)
        {
            var known = _hosts.GetValueOrDefault(report.HostId)
                ?? new HostState { Id = report.HostId, Name = report.HostId, LastSeenAt = time.GetUtcNow(), Online = true };
            var inventory = known.Inventory;
            if (IsStale(report.AgentStartedAt, report.Number, inventory.AgentStartedAt, inventory.Number, known.Online)) return false;

            Set(known with { Inventory = new HostInventory(report.AgentStartedAt, report.Number, report.Hash, report.Simulated, report.Models) });
            return true;
        }
    }

    /// <summary>Hosts of an earlier run of this service: offline until they are heard. What is known already stays.</summary>
    public void Restore(IEnumerable<HostState> hosts)
    {
        lock (_gate)
        {
            foreach (var host in hosts.Where(host => !_hosts.ContainsKey(host.Id))) Set(host with { Online = false });
        }
    }

    /// <summary>The agent answered over HTTP, while the bus is silent.</summary>
    public void Heard(string hostId)
    {
        lock (_gate)
        {
            if (_hosts.TryGetValue(hostId, out var host)) Set(host with { LastSeenAt = time.GetUtcNow(), Online = true });
        }
    }

    public void MarkSilentOffline()
    {
        lock (_gate)
        {
            var heardAfter = time.GetUtcNow() - Silence;
            foreach (var host in _hosts.Values.Where(host => host.Online && host.LastSeenAt <= heardAfter).ToList())
                Set(host with { Online = false });
        }
    }

    // A clock set back on the agent's machine must not lock its host out: once it is offline, any report is news.
    private static bool IsStale(DateTimeOffset startedAt, long number, DateTimeOffset knownStartedAt, long knownNumber, bool online) =>
        startedAt == knownStartedAt ? number <= knownNumber : online && startedAt < knownStartedAt;

    private void Set(HostState host)
    {
        Volatile.Write(ref _hosts, _hosts.SetItem(host.Id, host));
        Changes.Raise();
    }
}
