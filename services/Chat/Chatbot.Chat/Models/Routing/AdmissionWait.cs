using System.Runtime.CompilerServices;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>One request's wait for a host that admits it; after a call that failed before its first token it waits again, for another one.</summary>
internal sealed class AdmissionWait : IDisposable
{
    private readonly Router _router;
    private readonly AdmissionRace _race;
    private readonly OpenAsks _asks;
    private readonly UnusedTicket _unused;
    private ModelStatus? _said;
    private ModelCallException? _failed;

    public AdmissionWait(Router router, LocalTarget target, AskTerms terms)
    {
        _router = router;
        _race = router.Race(target, terms);
        _asks = router.Asks(terms);
        _unused = new UnusedTicket(_asks);
    }

    /// <summary>Where the request was admitted, and by what ticket.</summary>
    public Place Place => Won.Ask.Place;

    public AdmissionGranted Granted => Won.Granted;

    private (Ask Ask, AdmissionGranted Granted) Won => _race.Won ?? throw new InvalidOperationException("Nobody has admitted the request yet.");

    /// <summary>How it stands, until it is admitted. Throws <see cref="ModelCallException"/> once there is nobody left to ask.</summary>
    public async IAsyncEnumerable<ModelStatus> AdmittedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            _race.Look();
            _asks.Take(_race.TakeSteps());
            if (_race.Lost is { } sentence) throw new ModelCallException(sentence, _failed ?? _asks.Failure);
            if (_race.Won is { } won)
            {
                _unused.Hold(won.Ask, won.Granted);
                // What came from the others until they were closed.
                while (_asks.Next() is { } late) _race.Hear(late);
                _asks.Take(_race.TakeSteps());
                yield return _said = new ModelStatus(ModelStatus.Prompt, Host: won.Ask.Place.Host);
                yield break;
            }

            if (_race.Status is { } status && status != _said) yield return _said = status;
            if (await _asks.NextAsync(_race.LookAgainIn, cancellationToken) is { } heard) _race.Hear(heard);
        }
    }

    /// <summary>The call with the ticket failed, and nothing of an answer was seen.</summary>
    public void CallFailed(ModelCallException failed)
    {
        _failed = failed;
        _unused.GiveBack();
        _race.CallFailed(failed.Message, failed.Unreachable);
    }

    /// <summary>The call with the ticket is being answered.</summary>
    public void Answered(ConversationId? conversation)
    {
        _unused.WasUsed();
        _router.Answering(conversation, Place);
    }

    public void Dispose()
    {
        _unused.Dispose();
        _asks.Dispose();
    }
}
