using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// The ticket that a race won, until its call has answered. Who leaves before that gives it back, so that the slot does not
/// wait for nobody; for one that was redeemed that means nothing to the agent.
/// </summary>
internal sealed class UnusedTicket(OpenAsks asks) : IDisposable
{
    private GiveBack? _step;

    public void Hold(Ask ask, AdmissionGranted granted) => _step = new GiveBack(ask, granted.Ticket);

    public void WasUsed() => _step = null;

    public void GiveBack()
    {
        if (_step is { } step) asks.Take([step]);
        _step = null;
    }

    public void Dispose() => GiveBack();
}
