using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// The hosts as their agents last reported them: all that routing needs, in memory. A host that has fallen silent stays:
/// it may be the bus that is down, and the agent's admission tells.
/// </summary>
internal sealed class HostTable(IOptions<ModelsOptions> options, Registrations registrations, TimeProvider time)
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private const long LargestLeap = 1_000_000;

    private static readonly Dictionary<string, ModelReport> NoModels = [];

    private readonly ConcurrentDictionary<string, KnownHost> _hosts = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Completes with the first report.</summary>
    public Task FirstReport => _first.Task;

    /// <summary>No host has reported yet, and it is too early to call that an outage.</summary>
    public bool Starting => _hosts.IsEmpty && time.GetElapsedTime(_started) < TimeSpan.FromSeconds(options.Value.FirstReportSeconds);

    public IEnumerable<KnownHost> Hosts => _hosts.Values;

    /// <summary>True when the host's list of models is not the one that it speaks of: it must be asked for, every two seconds at most.</summary>
    public bool Apply(HostReported report)
    {
        if (registrations.IsRemoved(report.HostId)) return false;
        var known = _hosts.AddOrUpdate(
            report.HostId,
            _ => new KnownHost(report, null, NoModels, time.GetTimestamp(), null, registrations.AddressOf(report.HostId)),
            (_, known) => IsPlausible(report.Epoch, known) && AgeOf(report).CompareTo(AgeOf(known.Report)) > 0 ? known with { Report = report, HeardAt = time.GetTimestamp() } : known);
        _first.TrySetResult();
        if (known.Inventory?.Hash == report.InventoryHash || (known.AskedAt is { } asked && time.GetElapsedTime(asked) < AskAgain)) return false;
        _hosts.TryUpdate(report.HostId, known with { AskedAt = time.GetTimestamp() }, known);
        return true;
    }

    public void Apply(HostInventoryReported inventory)
    {
        // Of a host that has not reported its address yet: it is asked again with its first report.
        while (_hosts.TryGetValue(inventory.HostId, out var known))
        {
            if (!IsPlausible(inventory.Epoch, known)) return;
            if (known.Inventory is { } older && AgeOf(inventory).CompareTo(AgeOf(older)) < 0) return;
            if (_hosts.TryUpdate(inventory.HostId, known.With(inventory), known)) return;
        }
    }

    /// <summary>Of an enrolled host; a removed one is gone at once.</summary>
    public void Apply(HostRegistered registered)
    {
        registrations.Apply(registered);
        if (registered.Removed)
        {
            _hosts.TryRemove(registered.HostId, out _);
            return;
        }

        while (_hosts.TryGetValue(registered.HostId, out var known) && !_hosts.TryUpdate(registered.HostId, known with { Enrolled = registered.Address }, known))
        {
            // It reported meanwhile.
        }
    }

    /// <param name="host">A host's slug; null asks for any.</param>
    public HostKnowledge Knows(string? host, string modelKey, bool embedding = false)
    {
        if (_hosts.IsEmpty) return Starting ? HostKnowledge.Unknown : HostKnowledge.NoHost;
        var asked = _hosts.Values.Where(known => host is null || known.Report.HostId == host).ToList();
        if (asked.Any(known => known.Has(modelKey, embedding))) return HostKnowledge.Has;
        return asked.Any(known => known.Inventory is null) ? HostKnowledge.Unknown : HostKnowledge.HasNot;
    }

    /// <summary>Some host has a model in memory, and takes requests.</summary>
    public bool AnyLoaded() => _hosts.Values.Any(known => !known.Report.Draining && known.Serving.Any());

    /// <summary>The model can look at images. False only where its host says that it can't: who is not known may as well.</summary>
    public bool Sees(string? host, string modelKey)
    {
        var known = _hosts.Values.Where(known => host is null || known.Report.HostId == host).Select(known => known.Models.GetValueOrDefault(modelKey)).OfType<ModelReport>().ToList();
        return known.Count == 0 || known.Any(model => model.Vision);
    }

    /// <summary>Whichever loaded model is chosen can look at images; where none is, the one that is loaded then.</summary>
    public bool SeesWhateverIsLoaded(string? fallback)
    {
        var loaded = _hosts.Values.SelectMany(known => known.Serving.Select(instance => Sees(known.Report.HostId, instance.ModelKey))).ToList();
        return loaded.Count > 0 ? loaded.All(sees => sees) : fallback is null || Sees(null, fallback);
    }

    public bool IsDraining(string host) => _hosts.TryGetValue(host, out var known) && known.Report.Draining;

    /// <summary>It was not heard of lately, or its LM Studio does not answer.</summary>
    public bool IsAway(KnownHost known) => time.GetElapsedTime(known.HeardAt) > Silent || !known.IsWell;

    // The catalog counts epochs one by one: what leaps ahead was made up, and would shut the true agent out for good.
    private static bool IsPlausible(long epoch, KnownHost known) => epoch - known.Report.Epoch <= LargestLeap;

    // Newer is who has the higher epoch, then the later start, then the higher number.
    private static (long, DateTimeOffset, long) AgeOf(HostReported report) => (report.Epoch, report.AgentStartedAt, report.Number);

    private static (long, DateTimeOffset, long) AgeOf(HostInventoryReported report) => (report.Epoch, report.AgentStartedAt, report.Number);
}
