using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests.Routing;

/// <summary>Hosts and requests in virtual time, one event after the other.</summary>
internal sealed class Simulation
{
    private readonly PriorityQueue<Action, (double At, long Number)> _events = new();
    private readonly DateTimeOffset _start;
    private readonly HostTable _table;
    private long _numbers;

    /// <param name="estimates">The agents know how long their answers take, and say so.</param>
    public Simulation(bool estimates, params double[] speeds)
    {
        Estimates = estimates;
        _start = Time.GetUtcNow();
        _table = new HostTable(Options.Create(new ModelsOptions()), new Registrations(Time), Time);
        Routes = new Routes(_table, new Placements(Time), new RecentFailures(Time));
        Hosts = [.. speeds.Select((speed, index) => new SimulatedHost($"host-{index}", speed, this))];
        foreach (var host in Hosts) Report(host);
    }

    public FakeTimeProvider Time { get; } = new();

    public bool Estimates { get; }

    public double Now => (Time.GetUtcNow() - _start).TotalSeconds;

    public IReadOnlyList<SimulatedHost> Hosts { get; }

    public Routes Routes { get; }

    public SimulatedHost Host(Ask ask) => Hosts.Single(host => host.Id == ask.Place.Host);

    public void In(double seconds, Action happens) => _events.Enqueue(happens, (Now + seconds, _numbers++));

    /// <summary>All at once, until all are answered or have failed; the seconds that it took.</summary>
    public double Run(IReadOnlyList<SimulatedRequest> requests)
    {
        foreach (var request in requests) In(0, request.Tick);
        while (requests.Any(request => request.AnsweredBy is null && request.Error is null))
        {
            Assert.True(_events.TryDequeue(out var happens, out var when) && when.At < 10_000, "Some request waits for ever.");
            Time.SetUtcNow(_start.AddSeconds(when.At));
            happens!();
        }

        return Now;
    }

    private void Report(SimulatedHost host)
    {
        if (host.Dead) return;
        _table.Apply(host.Report());
        In(0.25, () => Report(host));
    }
}
