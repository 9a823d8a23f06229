namespace Chatbot.Chat.Models.Routing;

/// <summary>The open questions of one race, and the steps that opening and closing them takes.</summary>
internal sealed class RaceAsks(Placements placements, TimeProvider time)
{
    private readonly List<Ask> _asks = [];
    private List<RaceStep> _steps = [];

    /// <summary>In the order in which they were opened.</summary>
    public IReadOnlyList<Ask> All => _asks;

    /// <summary>What is to be done since the last time.</summary>
    public IReadOnlyList<RaceStep> TakeSteps()
    {
        var steps = _steps;
        _steps = [];
        return steps;
    }

    public bool Has(Place place) => _asks.Exists(ask => ask.Place.Name == place.Name);

    public TimeSpan Since(Ask ask) => time.GetElapsedTime(ask.AskedAt);

    /// <summary>
    /// Seconds until one of them grants. The same requests wait in all these queues, so they empty together: three of thirty
    /// seconds each are one of ten. Null where some agent has no experience yet; how many wait is no reason to load the model once more.
    /// </summary>
    public double? Expected()
    {
        var told = _asks.Where(ask => ask.Told is not null).Select(ask => ask.Remaining(time)).ToList();
        if (told.Count == 0 || told.Contains(null)) return null;
        return told.Contains(0) ? 0 : 1 / told.Sum(seconds => 1 / seconds!.Value);
    }

    public void Open(Place place, bool mayLoad)
    {
        var ask = new Ask(place, mayLoad, placements.Add(place));
        _asks.Add(ask);
        _steps.Add(new OpenAsk(ask));
    }

    public void Close(Ask ask)
    {
        Forget(ask);
        _steps.Add(new CloseAsk(ask));
    }

    public void CloseAll(Predicate<Ask> which) => _asks.FindAll(which).ForEach(Close);

    /// <summary>It has ended by itself.</summary>
    public void Forget(Ask ask)
    {
        _asks.Remove(ask);
        placements.Remove(ask.Place, ask.AskedAt);
    }

    public void GiveBack(Ask ask, string ticket) => _steps.Add(new GiveBack(ask, ticket));
}
