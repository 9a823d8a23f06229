using Chatbot.Chat.Streaming;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// One request's way to a ticket. The best place is asked first; if it does not grant at once, so is every other place
/// where the model is loaded, and the first grant wins: however wrong the estimates are, a slot that falls free gets the
/// request that waits. Decides only; the steps that it wants are taken by who asks it.
/// </summary>
internal sealed class AdmissionRace(Routes routes, LocalTarget target, AskTerms terms, TimeProvider time)
{
    // Without a word after this time, the other places are asked as if the first one queued.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // Without any answer after this time, a place is left for one where the model must be loaded first.
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly List<Ask> _asks = [];
    private readonly RaceMemory _memory = new(time);
    private readonly RaceStatus _status = new();
    private List<RaceStep> _steps = [];
    private long _lookedAt;
    private bool _wasOpen;

    /// <summary>The ask that was granted; null while none is, and again after its call failed.</summary>
    public (Ask Ask, AdmissionGranted Granted)? Won { get; private set; }

    /// <summary>A sentence for people once there is nobody left to ask.</summary>
    public string? Lost { get; private set; }

    /// <summary>Null before any agent has said how it stands.</summary>
    public ModelStatus? Status => _status.Of(_asks);

    /// <summary>When to look again if nothing is heard.</summary>
    public TimeSpan LookAgainIn => _asks.Exists(ask => ask.Told is null && Since(ask) < Patience) ? Patience : LookInterval;

    /// <summary>What is to be done since the last time.</summary>
    public IReadOnlyList<RaceStep> TakeSteps()
    {
        var steps = _steps;
        _steps = [];
        return steps;
    }

    public void Look()
    {
        if (Won is not null || Lost is not null) return;
        foreach (var ask in _asks.Where(ask => routes.IsDraining(ask.Place.Host)).ToList()) Close(ask);
        LeaveTheSilent();
        var open = IsOpen();
        // Agents say how it stands many times a second; the hosts are looked over when that may change anything.
        if (_asks.Count > 0 && open == _wasOpen && time.GetElapsedTime(_lookedAt) < LookInterval) return;

        (_wasOpen, _lookedAt) = (open, time.GetTimestamp());
        var ranked = routes.Ranked(target, terms.Prefix);
        if (_asks.Count == 0) AskTheBest(ranked);
        else if (open) AskWhereItIsLoaded(ranked);
        if (_asks.Count > 0 && terms.MayLoad) LoadElsewhere(ranked);
    }

    public void Hear(AskHeard heard)
    {
        var (ask, record) = (heard.Ask, heard.Record);
        if (!_asks.Contains(ask) || Won is not null)
        {
            // Too late: another place was faster.
            if (record is AdmissionGranted unused) _steps.Add(new GiveBack(ask, unused.Ticket));
            return;
        }

        if (record is not null && !ask.Answered)
        {
            ask.Answered = true;
            routes.Failures.Answered(ask.Place.Host);
        }

        switch (record)
        {
            case AdmissionQueued or AdmissionLoading: ask.Tell(record, time.GetTimestamp()); break;
            case AdmissionGranted granted: Win(ask, granted); break;
            case AdmissionRefused refused: Refuse(ask, refused); break;
            case null: Break(ask, heard.Failure); break;
        }
    }

    /// <summary>The call with the ticket failed before its first token, and may go well elsewhere.</summary>
    public void CallFailed(string sentence, bool unreachable)
    {
        var ask = Won!.Value.Ask;
        if (unreachable) routes.Failures.Failed(ask.Place.Host);
        _memory.Failed(ask.Place, again: true);
        _memory.Said(sentence);
        Forget(ask);
        Won = null;
    }

    private void AskTheBest(IReadOnlyList<Candidate> ranked)
    {
        var possible = ranked.Where(candidate => terms.MayLoad || candidate.IsLoaded).ToList();
        var untried = possible.FindAll(candidate => !_memory.HasFailed(candidate.Place));
        var again = possible.FindAll(candidate => _memory.MayAskAgain(candidate.Place));
        // A ticket that lapsed is no reason to load the model elsewhere.
        var next = untried.Find(candidate => !candidate.Last && !candidate.NeedsLoad) ?? again.Find(candidate => !candidate.Last && !candidate.NeedsLoad)
            ?? untried.FirstOrDefault() ?? again.FirstOrDefault();
        if (next is not null) Open(next.Place, terms.MayLoad);
        else Lost = _memory.Sentence ?? RaceSentences.Nowhere(anyPlace: ranked.Count > 0, mayLoad: terms.MayLoad, draining: routes.AnyDraining(target));
    }

    // The first place did not grant at once: the others count too.
    private bool IsOpen()
    {
        if (_asks is not [var first, ..] || (first.Told is null && Since(first) < Patience)) return false;
        // What the prefix is worth is waited for it, where its agent expects no more.
        return first.Place.Name != terms.Prefix || !(first.EtaSeconds <= Ranking.PrefixSeconds) || Since(first) >= TimeSpan.FromSeconds(Ranking.PrefixSeconds);
    }

    private void AskWhereItIsLoaded(IReadOnlyList<Candidate> ranked)
    {
        foreach (var candidate in ranked.Where(candidate => candidate.IsLoaded && !candidate.Failed && !IsAsked(candidate.Place) && !_memory.IsBarred(candidate.Place)))
            Open(candidate.Place, mayLoad: false);
    }

    // A host that takes the question but never answers must not keep it when another one could. Its own patience is longer:
    // where it is the only one, it may just be slow.
    private void LeaveTheSilent()
    {
        foreach (var ask in _asks.Where(ask => !ask.Answered && Since(ask) >= LongPatience).ToList())
        {
            var others = routes.Ranked(target, terms.Prefix).Any(candidate => !candidate.Last && candidate.Place.Host != ask.Place.Host && (terms.MayLoad || candidate.IsLoaded) && !_memory.HasFailed(candidate.Place));
            if (!others && _asks.Count == 1) continue;
            routes.Failures.Failed(ask.Place.Host);
            _memory.Failed(ask.Place, again: true);
            Close(ask);
        }
    }

    private void LoadElsewhere(IReadOnlyList<Candidate> ranked)
    {
        if (_asks.TrueForAll(ask => Since(ask) < LookInterval)) return;
        var loader = _asks.Find(ask => ask.MayLoad && !ranked.Any(candidate => candidate.IsLoaded && candidate.Place.Name == ask.Place.Name));
        // One load at a time: where it has begun, or may have, it is waited for.
        if (loader is { Told: null or AdmissionLoading } || Expected() is not { } expected) return;

        var best = ranked
            .Where(candidate => !candidate.IsLoaded && !candidate.Last && !IsAsked(candidate.Place) && !_memory.HasFailed(candidate.Place) && !_memory.WasLeft(candidate.Place))
            .MinBy(candidate => candidate.Wait.Seconds);
        if (best is null || !Hysteresis.IsClearlySooner(best.Wait.Seconds, expected)) return;
        if (loader is not null)
        {
            _memory.Leave(loader.Place);
            Close(loader);
        }

        Open(best.Place, mayLoad: true);
    }

    // The same requests wait in all these queues, so they empty together: three of thirty seconds each are one of ten.
    // Null where some agent has no experience yet; how many wait is no reason to load the model once more.
    private double? Expected()
    {
        var told = _asks.Where(ask => ask.Told is not null).Select(ask => ask.Remaining(time)).ToList();
        if (told.Count == 0 || told.Contains(null)) return null;
        return told.Contains(0) ? 0 : 1 / told.Sum(seconds => 1 / seconds!.Value);
    }

    private void Win(Ask ask, AdmissionGranted granted)
    {
        if (routes.IsDraining(ask.Place.Host))
        {
            _steps.Add(new GiveBack(ask, granted.Ticket));
            Close(ask);
            return;
        }

        Won = (ask, granted);
        foreach (var other in _asks.Where(other => other != ask).ToList()) Close(other);
    }

    private void Refuse(Ask ask, AdmissionRefused refused)
    {
        Forget(ask);
        // It was loaded when its host last reported; that it is not any more says nothing against loading it there.
        if (!ask.MayLoad && terms.MayLoad && refused.Reason == FailureReasons.InstanceNotFound)
        {
            _memory.Bar(ask.Place);
            return;
        }

        _memory.Failed(ask.Place);
        _memory.Said(refused.Message);
    }

    private void Break(Ask ask, Exception? failure)
    {
        Forget(ask);
        routes.Failures.Failed(ask.Place.Host);
        // Who did not answer for so long will not do it at the second time.
        _memory.Failed(ask.Place, again: failure is not OperationCanceledException);
    }

    private void Open(Place place, bool mayLoad)
    {
        var ask = new Ask(place, mayLoad, routes.Placements.Add(place));
        _asks.Add(ask);
        _steps.Add(new OpenAsk(ask));
    }

    private void Close(Ask ask)
    {
        Forget(ask);
        _steps.Add(new CloseAsk(ask));
    }

    private void Forget(Ask ask)
    {
        _asks.Remove(ask);
        routes.Placements.Remove(ask.Place, ask.AskedAt);
    }

    private bool IsAsked(Place place) => _asks.Exists(ask => ask.Place.Name == place.Name);

    private TimeSpan Since(Ask ask) => time.GetElapsedTime(ask.AskedAt);
}
