using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests.Routing;

public sealed class RoutesTests
{
    private static readonly LocalTarget Target = new("lmstudio:m", null, "m");
    private static readonly LocalTarget Any = new("lmstudio-chat", null, null, "m");

    private readonly FakeTimeProvider _time = new();
    private readonly HostTable _hosts;
    private readonly Routes _routes;

    public RoutesTests()
    {
        _hosts = new HostTable(Options.Create(new ModelsOptions()), new Registrations(_time), _time);
        _routes = new Routes(_hosts, new Placements(_time), new RecentFailures(_time));
    }

    [Fact]
    public void A_hundred_requests_at_once_do_not_all_go_to_the_host_that_was_idle()
    {
        foreach (var id in new[] { "a", "b", "c" }) _hosts.Apply(Reports.Host(id, 1, Reports.Instance("m") with { Parallel = 4 }));
        var chosen = new List<string>();
        for (var request = 0; request < 99; request++)
        {
            var place = _routes.Ranked(Target, null)[0].Place;
            _routes.Placements.Add(place);
            chosen.Add(place.Host);
        }

        Assert.Equal([33, 33, 33], chosen.CountBy(host => host).Select(count => count.Value));
    }

    [Fact]
    public void What_a_report_counts_is_not_counted_twice()
    {
        _hosts.Apply(Reports.Host("a", 1, Reports.Instance("m")));
        _hosts.Apply(Reports.Host("b", 1, Reports.Instance("m", inFlight: 2)));
        for (var request = 0; request < 4; request++) _routes.Placements.Add(_routes.Ranked(Target with { Host = "a" }, null)[0].Place);
        Assert.Equal("b", First(Target));

        // This one may have been on its way already.
        _time.Advance(TimeSpan.FromSeconds(0.1));
        _hosts.Apply(Reports.Host("a", 2, Reports.Instance("m")));
        Assert.Equal("b", First(Target));
        _time.Advance(TimeSpan.FromSeconds(0.3));
        _hosts.Apply(Reports.Host("a", 3, Reports.Instance("m", inFlight: 1)));
        Assert.Equal("a", First(Target));
    }

    [Fact]
    public void A_burst_for_a_model_that_is_not_loaded_stays_with_the_host_that_loads_it()
    {
        foreach (var id in new[] { "a", "b" })
        {
            _hosts.Apply(Reports.Host(id, 1));
            _hosts.Apply(Reports.Inventory(id, "m"));
        }

        for (var request = 0; request < 25; request++)
        {
            var place = _routes.Ranked(Target, null)[0].Place;
            Assert.Equal("a", place.Host);
            _routes.Placements.Add(place);
        }
    }

    [Fact]
    public void The_place_that_knows_the_conversation_is_worth_two_seconds()
    {
        var prefix = new PlaceName("b", "m");
        _hosts.Apply(Reports.Host("a", 1, Reports.Instance("m") with { WaitSeconds = 0 }));
        _hosts.Apply(Reports.Host("b", 1, Reports.Instance("m") with { WaitSeconds = 1.9 }));
        Assert.Equal("b", First(Target, prefix));
        _hosts.Apply(Reports.Host("b", 2, Reports.Instance("m") with { WaitSeconds = 2.1 }));
        Assert.Equal("a", First(Target, prefix));
        _hosts.Apply(Reports.Host("b", 3));
        Assert.Equal("a", First(Target, prefix));
    }

    [Fact]
    public void A_host_that_drains_is_nowhere_and_one_that_is_not_well_comes_last()
    {
        _hosts.Apply(Reports.Host("draining", 1, Reports.Instance("m")) with { Draining = true });
        _hosts.Apply(Reports.Host("ill", 1, Reports.Instance("m")) with { LmStudio = new LmStudioReport(LmStudioHealth.Unreachable, null, false, null) });
        _hosts.Apply(Reports.Host("cold", 1));
        _hosts.Apply(Reports.Inventory("cold", "m"));
        Assert.Equal(["cold", "ill"], _routes.Ranked(Target, null).Select(candidate => candidate.Place.Host));
    }

    [Fact]
    public void A_place_that_failed_a_moment_ago_goes_to_the_back_for_a_while()
    {
        foreach (var id in new[] { "a", "b" }) _hosts.Apply(Reports.Host(id, 1, Reports.Instance("m")));
        _routes.Failures.Failed("a");
        Assert.Equal("b", First(Target));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("a", First(Target));
    }

    [Fact]
    public void Whatever_is_loaded_means_what_waits_least_and_else_the_person_s_last_one()
    {
        _hosts.Apply(Reports.Host("a", 1, Reports.Instance("x", inFlight: 3)));
        _hosts.Apply(Reports.Host("b", 1, Reports.Instance("y")));
        Assert.Equal(["y", "x"], _routes.Ranked(Any, null).Select(candidate => candidate.Place.ModelKey));

        _hosts.Apply(Reports.Host("a", 2, Reports.Instance("x")) with { Draining = true });
        _hosts.Apply(Reports.Host("b", 2, Reports.Instance("y")) with { LmStudio = new LmStudioReport(LmStudioHealth.Unreachable, null, false, null) });
        _hosts.Apply(Reports.Host("c", 1));
        _hosts.Apply(Reports.Inventory("c", "m"));
        Assert.Equal("m", _routes.Ranked(Any, null)[0].Place.ModelKey);
    }

    [Fact]
    public void Newer_is_who_has_the_higher_epoch_then_the_later_start_then_the_higher_number()
    {
        var second = Reports.Host("a", 1).AgentStartedAt.AddMinutes(1);
        _hosts.Apply(Reports.Host("a", 9, Reports.Instance("m")) with { Epoch = 2 });
        _hosts.Apply(Reports.Host("a", 99) with { Epoch = 1, AgentStartedAt = second });
        Assert.True(_hosts.AnyLoaded(), "an older epoch counts for nothing");
        _hosts.Apply(Reports.Host("a", 1) with { Epoch = 2, AgentStartedAt = second });
        Assert.False(_hosts.AnyLoaded());
        _hosts.Apply(Reports.Host("a", 1, Reports.Instance("m")) with { Epoch = 3 });
        Assert.True(_hosts.AnyLoaded());
    }

    private string First(LocalTarget target, PlaceName? prefix = null) => _routes.Ranked(target, prefix)[0].Place.Host;
}
