namespace Chatbot.Chat.Tests.Routing;

/// <summary>A hundred requests at once for three hosts of unequal speed, in virtual time.</summary>
public sealed class MakespanTests
{
    private const int Requests = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unequal_hosts_share_a_hundred_requests_nearly_as_well_as_is_possible_whatever_they_know_of_themselves(bool estimates)
    {
        var simulation = new Simulation(estimates, 1, 2, 4);
        var requests = Enumerable.Range(0, Requests).Select(_ => new SimulatedRequest(simulation, simulation.Routes)).ToList();
        var makespan = simulation.Run(requests);

        Assert.All(requests, request => Assert.Null(request.Error));
        Assert.InRange(makespan, 0, 1.15 * Ideal(simulation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_the_fastest_host_is_killed_midway_every_request_is_answered_all_the_same(bool estimates)
    {
        var simulation = new Simulation(estimates, 1, 2, 4);
        var requests = Enumerable.Range(0, Requests).Select(_ => new SimulatedRequest(simulation, simulation.Routes)).ToList();
        simulation.In(60, simulation.Hosts[2].Kill);
        simulation.Run(requests);

        Assert.All(requests, request => Assert.NotNull(request.AnsweredBy));
        Assert.Equal(3, requests.Select(request => request.AnsweredBy).Distinct().Count());
    }

    // List scheduling: the next request begins where a slot falls free first.
    private static double Ideal(Simulation simulation)
    {
        var free = simulation.Hosts.ToDictionary(host => host, _ => 0.0);
        for (var request = 0; request < Requests; request++)
        {
            var next = free.MinBy(host => host.Value).Key;
            free[next] += next.RequestSeconds;
        }

        return free.Values.Max();
    }
}
