using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Routing;

/// <summary>A host of one slot and a queue, in virtual time. What it says arrives a millisecond later.</summary>
internal sealed class SimulatedHost(string id, double speed, Simulation simulation)
{
    private const double RequestWork = 10;

    private readonly List<(SimulatedRequest Request, Ask Ask)> _queue = [];
    private (SimulatedRequest Request, Ask Ask)? _holds;
    private bool _running;
    private long _number;
    private double _freeAt;

    public string Id => id;

    public double RequestSeconds => RequestWork / speed;

    public bool Dead { get; private set; }

    public HostReported Report() => Reports.Host(id, ++_number, Reports.Instance("m", _holds is null ? 0 : 1, _queue.Count) with
    {
        Parallel = 1,
        RequestSeconds = simulation.Estimates ? RequestSeconds : null,
        WaitSeconds = Expected(_queue.Count),
    });

    public void Ask(SimulatedRequest request, Ask ask)
    {
        if (Dead)
        {
            request.Soon(ask, null);
            return;
        }

        _queue.Add((request, ask));
        Turn();
        var at = _queue.FindIndex(waiting => waiting.Ask == ask);
        if (at >= 0) request.Soon(ask, new AdmissionQueued(at + 1, Expected(at)));
    }

    public void Leave(Ask ask) => _queue.RemoveAll(waiting => waiting.Ask == ask);

    public void GiveBack(Ask ask)
    {
        if (_holds?.Ask != ask || _running) return;
        _holds = null;
        Turn();
    }

    /// <summary>Null when it is dead.</summary>
    public void Call(SimulatedRequest request, Ask ask)
    {
        if (Dead)
        {
            simulation.In(0.001, request.CallFailed);
            return;
        }

        Assert.Equal(ask, _holds?.Ask);
        _running = true;
        _freeAt = simulation.Now + RequestSeconds;
        simulation.In(RequestSeconds, () =>
        {
            if (Dead) return;
            (_holds, _running) = (null, false);
            request.Answered(id);
            Turn();
        });
    }

    public void Kill()
    {
        Dead = true;
        foreach (var (request, ask) in _queue) request.Soon(ask, null);
        _queue.Clear();
        if (_holds is { } holds && _running) simulation.In(0.001, holds.Request.CallFailed);
    }

    private double? Expected(int ahead) =>
        !simulation.Estimates ? null : _holds is null ? 0 : Math.Max(0, _freeAt - simulation.Now) + (ahead * RequestSeconds);

    private void Turn()
    {
        if (_holds is not null || _queue.Count == 0) return;
        var next = _queue[0];
        _queue.RemoveAt(0);
        _holds = next;
        _freeAt = simulation.Now + RequestSeconds;
        next.Request.Soon(next.Ask, new AdmissionGranted(Guid.CreateVersion7().ToString(), "m:1", null));
    }
}
