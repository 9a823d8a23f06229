using System.Collections.Immutable;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Events;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// The picture of all hosts, in memory: written under one lock, read without any. Reports that are older than what is known
/// change nothing, nor do those of an agent that another one has taken the host over from.
/// </summary>
internal sealed class Fleet(TimeProvider time)
{
    /// <summary>A host not heard of for so long is offline.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    // Of hosts that no agent ever connected for: whoever makes ids up does not fill the memory.
    private const int MostUnconnected = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostReported> _early = [];
    private ImmutableSortedDictionary<string, HostState> _hosts = ImmutableSortedDictionary.Create<string, HostState>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, HostRegistration> _registered = new Dictionary<string, HostRegistration>();

    public ChangeSignal Changes { get; } = new();

    /// <summary>Another reference after each change.</summary>
    public ImmutableSortedDictionary<string, HostState> Hosts => Volatile.Read(ref _hosts);

    /// <summary>False when the report is older than what is known, or of a host that was removed.</summary>
    public bool Take(HostReported report)
    {
        lock (_gate)
        {
            var known = _hosts.GetValueOrDefault(report.HostId);
            if (IsEarly(report.HostId, report.Epoch)) Keep(report);
            if (!IsWelcome(report.HostId, report.Epoch)) return false;
            if (known is not null && !ReportOrder.Of(report).IsNewerThan(ReportOrder.Of(known), known.Online)) return false;

            Set((known ?? Fresh(report.HostId)) with
            {
                Name = report.Name,
                LastSeenAt = time.GetUtcNow(),
                Online = true,
                AgentAddress = report.AgentAddress,
                AgentStartedAt = report.AgentStartedAt,
                Number = report.Number,
                Epoch = report.Epoch,
                LmStudio = report.LmStudio,
                HealthSince = known is null || known.LmStudio.Health == report.LmStudio.Health ? known?.HealthSince : time.GetUtcNow(),
                Instances = report.Instances,
                Loading = report.Loading,
                PendingLoads = report.PendingLoads,
                ReportedDraining = report.Draining,
                Memory = report.Memory,
                Hardware = report.Hardware,
            });
            return true;
        }
    }

    /// <summary>False when the list is older than what is known, or of a host that was removed.</summary>
    public bool Take(HostInventoryReported report)
    {
        lock (_gate)
        {
            if (!IsWelcome(report.HostId, report.Epoch)) return false;

            var known = _hosts.GetValueOrDefault(report.HostId) ?? Fresh(report.HostId) with { Online = true };
            if (!ReportOrder.Of(report).IsNewerThan(ReportOrder.Of(known.Inventory), known.Online)) return false;

            Set(known with
            {
                Inventory = new HostInventory(report.AgentStartedAt, report.Number, report.Hash, report.Simulated, report.Models) { Epoch = report.Epoch },
            });
            return true;
        }
    }

    /// <summary>What the table of hosts says by now; what was removed is forgotten.</summary>
    public void Register(IReadOnlyDictionary<string, HostRegistration> registered)
    {
        lock (_gate)
        {
            _registered = registered;
            foreach (var host in _hosts.Values)
            {
                var changed = host with { Registration = RegistrationOf(host.Id) };
                if (changed.Registration.Removed) Forget(host.Id);
                else if (changed != host) Set(changed);
            }

            // What came before the table told of its agent; what no agent was given the epoch for is not heard.
            var early = _early.Values.ToList();
            _early.Clear();
            foreach (var report in early.Where(report => !IsEarly(report.HostId, report.Epoch))) Take(report);
        }
    }

    /// <summary>
    /// Hosts of an earlier run of this service: offline until they are heard. What is known already stays; the models of one
    /// that was heard first, and has not told them, are those of before.
    /// </summary>
    public void Restore(IEnumerable<HostState> hosts)
    {
        lock (_gate)
        {
            foreach (var host in hosts.Where(host => !host.Registration.Removed))
            {
                if (!_hosts.TryGetValue(host.Id, out var known)) Set(host with { Online = false });
                else if (!known.Inventory.IsKnown && host.Inventory.IsKnown) Set(known with { Inventory = host.Inventory });
            }
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

    // An agent that was superseded is not heard, nor one that says an epoch that nobody was given, nor one of a host that was removed.
    private bool IsWelcome(string hostId, long epoch) =>
        RegistrationOf(hostId) is { Removed: false } registration && epoch == registration.Epoch && (_hosts.ContainsKey(hostId) || _registered.ContainsKey(hostId) || HasRoom());

    // Another replica may have given the epoch: the table, which is read every few seconds, tells.
    private bool IsEarly(string hostId, long epoch) => RegistrationOf(hostId) is { Removed: false } registration && epoch > registration.Epoch;

    private void Keep(HostReported report)
    {
        if (_early.Count < MostUnconnected || _registered.ContainsKey(report.HostId)) _early[report.HostId] = report;
    }

    private bool HasRoom() => _hosts.Values.Count(host => host.Registration is { Epoch: 0, Enrolled: false }) < MostUnconnected;

    private HostRegistration RegistrationOf(string hostId) => _registered.GetValueOrDefault(hostId) ?? HostRegistration.None(hostId);

    private HostState Fresh(string hostId) => new() { Id = hostId, Name = hostId, LastSeenAt = time.GetUtcNow(), Registration = RegistrationOf(hostId) };

    private void Set(HostState host)
    {
        Volatile.Write(ref _hosts, _hosts.SetItem(host.Id, host));
        Changes.Raise();
    }

    private void Forget(string hostId)
    {
        Volatile.Write(ref _hosts, _hosts.Remove(hostId));
        Changes.Raise();
    }
}
