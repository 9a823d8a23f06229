namespace Chatbot.Chat.Models.Routing;

/// <summary>The ways to a model that this replica knows: what hosts report, what it has placed since, and who did not answer.</summary>
internal sealed class Routes(HostTable hosts, Placements placements, RecentFailures failures)
{
    public RecentFailures Failures => failures;

    public Placements Placements => placements;

    /// <summary>Where the model can be asked for, the best place first; nowhere on a host that is draining.</summary>
    public IReadOnlyList<Candidate> Ranked(LocalTarget target, PlaceName? prefix)
    {
        var candidates = Candidates(target);
        // Whatever is loaded, and nothing is where it could answer: the person's last one, or the default.
        if (target is { ModelKey: null, Fallback: { } key } && candidates.TrueForAll(candidate => candidate.Away))
            candidates = [.. candidates, .. Candidates(target with { ModelKey = key }).Where(other => !candidates.Exists(one => one.Place == other.Place))];
        return Ranking.Order(candidates, prefix);
    }

    public bool IsDraining(string host) => hosts.IsDraining(host);

    /// <summary>Some host has it and takes no new request.</summary>
    public bool AnyDraining(LocalTarget target) => Meant(target).Any(known => known.Report.Draining && known.KeysOf(target).Any());

    private List<Candidate> Candidates(LocalTarget target) =>
    [
        .. from known in Meant(target)
           where !known.Report.Draining
           from key in known.KeysOf(target)
           let host = known.Report.HostId
           let own = placements.Of(new(host, key), known.HeardAt)
           select new Candidate(
               new Place(host, known.Agent, key), ExpectedWait.Of(known.Report, key, known.SizeOf(key), own), hosts.IsAway(known), failures.Has(host)),
    ];

    private IEnumerable<KnownHost> Meant(LocalTarget target) => hosts.Hosts.Where(known => target.Host is null || known.Report.HostId == target.Host);
}
