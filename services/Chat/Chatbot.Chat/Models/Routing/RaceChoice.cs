using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Whom a race asks, whom it leaves, and when it looks the hosts over.</summary>
internal sealed class RaceChoice(Routes routes, LocalTarget target, AskTerms terms, RaceAsks asks, RaceMemory memory, TimeProvider time)
{
    // Without a word after this time, the other places are asked as if the first one queued.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // Without any answer after this time, a place is left for one where the model must be loaded first.
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private long _lookedAt;
    private bool _wasOpen;

    /// <summary>When to look again if nothing is heard.</summary>
    public TimeSpan LookAgainIn => asks.All.Any(ask => ask.Told is null && asks.Since(ask) < Patience) ? Patience : LookInterval;

    /// <summary>A sentence for people once there is nobody left to ask.</summary>
    public string? Look()
    {
        asks.CloseAll(ask => routes.IsDraining(ask.Place.Host));
        LeaveTheSilent();
        var open = IsOpen();
        // Agents say how it stands many times a second; the hosts are looked over when that may change anything.
        if (asks.All.Count > 0 && open == _wasOpen && time.GetElapsedTime(_lookedAt) < LookInterval) return null;

        (_wasOpen, _lookedAt) = (open, time.GetTimestamp());
        var ranked = routes.Ranked(target, terms.Prefix);
        var lost = asks.All.Count == 0 ? AskTheBest(ranked) : null;
        if (lost is null && open) AskWhereItIsLoaded(ranked);
        if (asks.All.Count > 0 && terms.MayLoad) LoadElsewhere(ranked);
        return lost;
    }

    private string? AskTheBest(IReadOnlyList<Candidate> ranked)
    {
        var possible = ranked.Where(candidate => terms.MayLoad || candidate.IsLoaded).ToList();
        var untried = possible.FindAll(candidate => !memory.HasFailed(candidate.Place));
        var again = possible.FindAll(candidate => memory.MayAskAgain(candidate.Place));
        // A ticket that lapsed is no reason to load the model elsewhere.
        var next = untried.Find(candidate => !candidate.Last && !candidate.NeedsLoad) ?? again.Find(candidate => !candidate.Last && !candidate.NeedsLoad)
            ?? untried.FirstOrDefault() ?? again.FirstOrDefault();
        if (next is null) return memory.Sentence ?? RaceSentences.Nowhere(anyPlace: ranked.Count > 0, mayLoad: terms.MayLoad, draining: routes.AnyDraining(target));

        asks.Open(next.Place, terms.MayLoad);
        return null;
    }

    // The first place did not grant at once: the others count too.
    private bool IsOpen()
    {
        if (asks.All is not [var first, ..] || (first.Told is null && asks.Since(first) < Patience)) return false;
        // What the prefix is worth is waited for it, where its agent expects no more.
        return first.Place.Name != terms.Prefix || !(first.EtaSeconds <= Ranking.PrefixSeconds) || asks.Since(first) >= TimeSpan.FromSeconds(Ranking.PrefixSeconds);
    }

    private void AskWhereItIsLoaded(IReadOnlyList<Candidate> ranked)
    {
        foreach (var candidate in ranked.Where(candidate => candidate.IsLoaded && !candidate.Failed && !asks.Has(candidate.Place) && !memory.IsBarred(candidate.Place)))
            asks.Open(candidate.Place, mayLoad: false);
    }

    // A host that takes the question but never answers must not keep it when another one could. Its own patience is longer:
    // where it is the only one, it may just be slow.
    private void LeaveTheSilent()
    {
        foreach (var ask in asks.All.Where(ask => !ask.Answered && asks.Since(ask) >= LongPatience).ToList())
        {
            var others = routes.Ranked(target, terms.Prefix).Any(candidate => !candidate.Last && candidate.Place.Host != ask.Place.Host && (terms.MayLoad || candidate.IsLoaded) && !memory.HasFailed(candidate.Place));
            if (!others && asks.All.Count == 1) continue;
            routes.Failures.Failed(ask.Place.Host);
            memory.Failed(ask.Place, again: true);
            asks.Close(ask);
        }
    }

    private void LoadElsewhere(IReadOnlyList<Candidate> ranked)
    {
        if (asks.All.All(ask => asks.Since(ask) < LookInterval)) return;
        var loader = asks.All.FirstOrDefault(ask => ask.MayLoad && !ranked.Any(candidate => candidate.IsLoaded && candidate.Place.Name == ask.Place.Name));
        // One load at a time: where it has begun, or may have, it is waited for.
        if (loader is { Told: null or AdmissionLoading } || asks.Expected() is not { } expected) return;

        var best = ranked
            .Where(candidate => !candidate.IsLoaded && !candidate.Last && !asks.Has(candidate.Place) && !memory.HasFailed(candidate.Place) && !memory.WasLeft(candidate.Place))
            .MinBy(candidate => candidate.Wait.Seconds);
        if (best is null || !Hysteresis.IsClearlySooner(best.Wait.Seconds, expected)) return;
        if (loader is not null)
        {
            memory.Leave(loader.Place);
            asks.Close(loader);
        }

        asks.Open(best.Place, mayLoad: true);
    }
}
