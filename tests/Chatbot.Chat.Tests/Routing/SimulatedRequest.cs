using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;

namespace Chatbot.Chat.Tests.Routing;

/// <summary>One request on its way through a race, in virtual time.</summary>
internal sealed class SimulatedRequest(Simulation simulation, Routes routes)
{
    private readonly AdmissionRace _race = new(routes, new LocalTarget("lmstudio:m", null, "m"), AskTerms.For("p", false, null), simulation.Time);
    private bool _calling;

    public string? AnsweredBy { get; private set; }

    public string? Error => _race.Lost;

    public void Step()
    {
        if (AnsweredBy is not null) return;
        _race.Look();
        foreach (var step in _race.TakeSteps())
        {
            switch (step)
            {
                case OpenAsk(var ask): simulation.Host(ask).Ask(this, ask); break;
                case CloseAsk(var ask): simulation.Host(ask).Leave(ask); break;
                case GiveBack(var ask, _): simulation.Host(ask).GiveBack(ask); break;
            }
        }

        if (_race.Won is not { } won || _calling) return;
        _calling = true;
        simulation.Host(won.Ask).Call(this, won.Ask);
    }

    /// <param name="record">Null where the connection breaks.</param>
    public void Soon(Ask ask, object? record) => simulation.In(0.001, () =>
    {
        _race.Hear(new AskHeard(ask, record, record is null ? new IOException() : null));
        Step();
    });

    public void CallFailed()
    {
        _calling = false;
        _race.CallFailed("The connection to the model was lost.", unreachable: true);
        Step();
    }

    public void Answered(string host) => AnsweredBy = host;

    /// <summary>It looks again every second for as long as it waits.</summary>
    public void Tick()
    {
        if (AnsweredBy is not null || Error is not null) return;
        Step();
        simulation.In(1, Tick);
    }
}
