using Chatbot.Chat.Streaming;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// One request's way to a ticket. The best place is asked first; if it does not grant at once, so is every other place
/// where the model is loaded, and the first grant wins: however wrong the estimates are, a slot that falls free gets the
/// request that waits. Decides only; the steps that it wants are taken by who asks it.
/// </summary>
internal sealed class AdmissionRace
{
    private readonly RaceAsks _asks;
    private readonly RaceMemory _memory;
    private readonly RaceChoice _choice;
    private readonly RaceStatus _status = new();
    private readonly Routes _routes;
    private readonly TimeProvider _time;
    private readonly bool _mayLoad;

    public AdmissionRace(Routes routes, LocalTarget target, AskTerms terms, TimeProvider time)
    {
        (_routes, _time, _mayLoad) = (routes, time, terms.MayLoad);
        _asks = new RaceAsks(routes.Placements, time);
        _memory = new RaceMemory(time);
        _choice = new RaceChoice(routes, target, terms, _asks, _memory, time);
    }

    /// <summary>The ask that was granted; null while none is, and again after its call failed.</summary>
    public (Ask Ask, AdmissionGranted Granted)? Won { get; private set; }

    /// <summary>A sentence for people once there is nobody left to ask.</summary>
    public string? Lost { get; private set; }

    /// <summary>Null before any agent has said how it stands.</summary>
    public ModelStatus? Status => _status.Of(_asks.All);

    /// <summary>When to look again if nothing is heard.</summary>
    public TimeSpan LookAgainIn => _choice.LookAgainIn;

    /// <summary>What is to be done since the last time.</summary>
    public IReadOnlyList<RaceStep> TakeSteps() => _asks.TakeSteps();

    public void Look()
    {
        if (Won is null && Lost is null) Lost = _choice.Look();
    }

    public void Hear(AskHeard heard)
    {
        var (ask, record) = (heard.Ask, heard.Record);
        if (!_asks.All.Contains(ask) || Won is not null)
        {
            // Too late: another place was faster.
            if (record is AdmissionGranted unused) _asks.GiveBack(ask, unused.Ticket);
            return;
        }

        if (record is not null && !ask.Answered)
        {
            ask.Answered = true;
            _routes.Failures.Answered(ask.Place.Host);
        }

        switch (record)
        {
            case AdmissionQueued or AdmissionLoading: ask.Tell(record, _time.GetTimestamp()); break;
            case AdmissionGranted granted: Win(ask, granted); break;
            case AdmissionRefused refused: Refuse(ask, refused); break;
            case null: Break(ask, heard.Failure); break;
        }
    }

    /// <summary>The call with the ticket failed before its first token, and may go well elsewhere.</summary>
    public void CallFailed(string sentence, bool unreachable)
    {
        var ask = Won!.Value.Ask;
        if (unreachable) _routes.Failures.Failed(ask.Place.Host);
        _memory.Failed(ask.Place, again: true);
        _memory.Said(sentence);
        _asks.Forget(ask);
        Won = null;
    }

    private void Win(Ask ask, AdmissionGranted granted)
    {
        if (_routes.IsDraining(ask.Place.Host))
        {
            _asks.GiveBack(ask, granted.Ticket);
            _asks.Close(ask);
            return;
        }

        Won = (ask, granted);
        _asks.CloseAll(other => other != ask);
    }

    private void Refuse(Ask ask, AdmissionRefused refused)
    {
        _asks.Forget(ask);
        // It was loaded when its host last reported; that it is not any more says nothing against loading it there.
        if (!ask.MayLoad && _mayLoad && refused.Reason == FailureReasons.InstanceNotFound)
        {
            _memory.Bar(ask.Place);
            return;
        }

        _memory.Failed(ask.Place);
        _memory.Said(refused.Message);
    }

    private void Break(Ask ask, Exception? failure)
    {
        _asks.Forget(ask);
        _routes.Failures.Failed(ask.Place.Host);
        // Who did not answer for so long will not do it at the second time.
        _memory.Failed(ask.Place, again: failure is not OperationCanceledException);
    }
}
