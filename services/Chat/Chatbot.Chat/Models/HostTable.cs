using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models;

/// <summary>
/// The hosts as their agents last reported them: all that routing needs, in memory. A host that has fallen silent stays:
/// it may be the bus that is down, and the agent's admission tells.
/// </summary>
internal sealed class HostTable(IOptions<ModelsOptions> options, TimeProvider time)
{
    // ModelReport.Kind
    private const string Llm = "llm";
    private const string Embedding = "embedding";

    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Known> _hosts = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Completes with the first report.</summary>
    public Task FirstReport => _first.Task;

    /// <summary>No host has reported yet, and it is too early to call that an outage.</summary>
    public bool Starting => _hosts.IsEmpty && time.GetElapsedTime(_started) < TimeSpan.FromSeconds(options.Value.FirstReportSeconds);

    /// <summary>True when the host's list of models is not the one that it speaks of: it must be asked for, every two seconds at most.</summary>
    public bool Apply(HostReported report)
    {
        var known = _hosts.AddOrUpdate(
            report.HostId,
            _ => new Known(report, null, time.GetTimestamp(), null),
            (_, known) => IsNewer(report, known.Report) ? known with { Report = report, HeardAt = time.GetTimestamp() } : known);
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
            if (_hosts.TryUpdate(inventory.HostId, known with { Inventory = inventory }, known)) return;
        }
    }

    /// <param name="host">A host's slug; null asks for any.</param>
    public HostKnowledge Knows(string? host, string modelKey)
    {
        if (_hosts.IsEmpty) return Starting ? HostKnowledge.Unknown : HostKnowledge.NoHost;
        var asked = _hosts.Values.Where(known => host is null || known.Report.HostId == host).ToList();
        if (asked.Any(known => known.Has(modelKey))) return HostKnowledge.Has;
        return asked.Any(known => known.Inventory is null) ? HostKnowledge.Unknown : HostKnowledge.HasNot;
    }

    public bool AnyLoaded() => _hosts.Values.Any(known => known.Serving.Any());

    /// <summary>Where the model can be asked for, the place that waits least first.</summary>
    public IReadOnlyList<Place> Places(LocalTarget target)
    {
        var places = _hosts.Values
            .Where(known => target.Host is null || known.Report.HostId == target.Host)
            .SelectMany(known => KeysOf(target, known).Select(key => (Place: new Place(known.Report.HostId, known.Report.AgentAddress, key), Rank: Rank(known, key))))
            .OrderBy(candidate => candidate.Rank)
            .Select(candidate => candidate.Place)
            .ToList();
        return places.Count == 0 && target is { ModelKey: null, Fallback: { } key } ? Places(new LocalTarget(target.Id, target.Host, key)) : places;
    }

    private static IEnumerable<string> KeysOf(LocalTarget target, Known known)
    {
        if (target.ModelKey is null) return known.Serving.Select(instance => instance.ModelKey).Distinct();
        return known.Has(target.ModelKey) || known.Inventory is null ? [target.ModelKey] : [];
    }

    /// <summary>Hosts that were heard of lately and whose LM Studio answers, then loaded before loading before not loaded, then the least waiting.</summary>
    private (bool Away, int State, int Waiting) Rank(Known known, string key)
    {
        var away = time.GetElapsedTime(known.HeardAt) > Silent || known.Report.LmStudio.Health != LmStudioHealth.Ok;
        var instances = known.Serving.Where(instance => instance.ModelKey == key).ToList();
        if (instances.Count > 0) return (away, 0, instances.Min(instance => instance.InFlight + instance.Queued));
        return known.Report.Loading is { } load && load.ModelKey == key
            ? (away, 1, load.Queued)
            : (away, 2, (known.Report.Loading?.Queued ?? 0) + known.Report.Instances.Sum(instance => instance.InFlight + instance.Queued));
    }

    private static bool IsNewer(HostReported report, HostReported known) =>
        report.AgentStartedAt > known.AgentStartedAt || (report.AgentStartedAt == known.AgentStartedAt && report.Number > known.Number);

    private sealed record Known(HostReported Report, HostInventoryReported? Inventory, long HeardAt, long? AskedAt)
    {
        /// <summary>What is loaded and can chat.</summary>
        public IEnumerable<InstanceReport> Serving =>
            Report.Instances.Where(instance => instance.State == InstanceStates.Loaded && KindOf(instance.ModelKey) != Embedding);

        // An instance may be heard of before the models are: then it is taken for one that can chat.
        public bool Has(string modelKey) => KindOf(modelKey) switch
        {
            Llm => true,
            Embedding => false,
            _ => Report.Instances.Any(instance => instance.ModelKey == modelKey),
        };

        private string? KindOf(string modelKey) => Inventory?.Models.FirstOrDefault(model => model.Key == modelKey)?.Kind;
    }
}
