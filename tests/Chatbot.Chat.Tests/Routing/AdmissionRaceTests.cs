using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests.Routing;

public sealed class AdmissionRaceTests
{
    private static readonly LocalTarget Target = new("lmstudio:m", null, "m");

    private readonly FakeTimeProvider _time = new();
    private readonly HostTable _hosts;
    private readonly Routes _routes;
    private readonly List<Ask> _open = [];
    private readonly List<string> _givenBack = [];
    private AdmissionRace _race;

    public AdmissionRaceTests()
    {
        _hosts = new HostTable(Options.Create(new ModelsOptions()), new Registrations(_time), _time);
        _routes = new Routes(_hosts, new Placements(_time), new RecentFailures(_time));
        _race = new AdmissionRace(_routes, Target, AskTerms.For("p", false, null), _time);
    }

    private string[] Open => [.. _open.Select(ask => ask.Place.Host)];

    [Fact]
    public void One_place_is_asked_and_the_others_when_it_queues_or_says_nothing_for_a_while()
    {
        Loaded("a", "b");
        Look();
        Assert.Equal(["a"], Open);
        _time.Advance(TimeSpan.FromSeconds(0.29));
        Look();
        Assert.Equal(["a"], Open);
        _time.Advance(TimeSpan.FromSeconds(0.01));
        Look();
        Assert.Equal(["a", "b"], Open);

        _race = new AdmissionRace(_routes, Target, AskTerms.For("p", false, null), _time);
        _open.Clear();
        Look();
        Hear(_open[0].Place.Host, new AdmissionQueued(1, null));
        Assert.Equal(2, _open.Count);
    }

    [Fact]
    public void What_the_prefix_is_worth_is_waited_for_it()
    {
        _race = new AdmissionRace(_routes, Target, AskTerms.For("p", false, new PlaceName("b", "m")), _time);
        Loaded("a", "b");
        Look();
        Hear("b", new AdmissionQueued(1, 1.5));
        Assert.Equal(["b"], Open);
        _time.Advance(TimeSpan.FromSeconds(2));
        Look();
        Assert.Equal(["b", "a"], Open);
    }

    [Fact]
    public void A_queue_of_unknown_length_in_time_is_no_reason_to_load_the_model_once_more()
    {
        Loaded("a");
        Cold("b");
        Look();
        Hear("a", new AdmissionQueued(100, null));
        _time.Advance(TimeSpan.FromMinutes(1));
        Look();
        Assert.Equal(["a"], Open);
    }

    [Theory]
    [InlineData(6.9, false)]
    [InlineData(7.1, true)]
    public void A_load_elsewhere_must_be_clearly_sooner(double eta, bool loads)
    {
        Loaded("a");
        Cold("b");
        Look();
        Hear("a", new AdmissionQueued(2, eta + 1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Look();
        Assert.Equal(loads ? ["a", "b"] : ["a"], Open);
    }

    [Fact]
    public void Queues_that_hold_the_same_requests_empty_together()
    {
        Loaded("a", "b");
        Cold("c");
        Look();
        Hear("a", new AdmissionQueued(2, 12));
        Hear("b", new AdmissionQueued(2, 12));
        _time.Advance(TimeSpan.FromSeconds(1));
        Look();
        Assert.Equal(["a", "b"], Open);
    }

    [Fact]
    public void One_load_at_a_time_and_none_is_left_once_it_has_begun()
    {
        Cold("a", "b");
        Look();
        Hear("a", new AdmissionLoading(0.1) { EtaSeconds = 500 });
        _time.Advance(TimeSpan.FromSeconds(5));
        Look();
        Assert.Equal(["a"], Open);
    }

    [Fact]
    public void A_load_that_has_to_wait_is_left_for_a_faster_one_and_not_gone_back_to()
    {
        Cold("a", "b");
        Look();
        Hear("a", new AdmissionQueued(3, 500));
        _time.Advance(TimeSpan.FromSeconds(1));
        Look();
        Assert.Equal(["b"], Open);
        Hear("b", new AdmissionQueued(3, 5000));
        _time.Advance(TimeSpan.FromSeconds(5));
        Look();
        Assert.Equal(["b"], Open);
    }

    [Fact]
    public void A_late_ticket_is_given_back_and_one_of_a_host_that_drains_too()
    {
        Loaded("a", "b");
        Look();
        Hear("a", new AdmissionQueued(1, null));
        var late = _open.Single(ask => ask.Place.Host == "a");
        Hear("b", new AdmissionGranted("of-b", "m:1", null));
        Assert.Equal("b", _race.Won!.Value.Ask.Place.Host);
        _race.Hear(new AskHeard(late, new AdmissionGranted("of-a", "m:1", null)));
        Look();
        Assert.Equal(["of-a"], _givenBack);

        _race = new AdmissionRace(_routes, Target, AskTerms.For("p", false, null), _time);
        _open.Clear();
        Look();
        var first = _open[0].Place.Host;
        _hosts.Apply(Report(first, 2) with { Draining = true });
        Hear(first, new AdmissionGranted("of-draining", "m:1", null));
        Assert.Contains("of-draining", _givenBack);
        Assert.Null(_race.Won);
        Assert.DoesNotContain(first, Open);
    }

    [Fact]
    public void The_status_shows_the_best_position_and_the_shortest_wait_and_does_not_flap()
    {
        Loaded("a", "b");
        Look();
        Hear("a", new AdmissionQueued(3, 20));
        Assert.Equal(new ModelStatus(ModelStatus.Queued, 3, 20, Host: "a"), _race.Status);
        Hear("b", new AdmissionQueued(2, 18));
        Assert.Equal(new ModelStatus(ModelStatus.Queued, 2, 18, Host: "a"), _race.Status);
        Hear("b", new AdmissionQueued(1, 5));
        Assert.Equal(new ModelStatus(ModelStatus.Queued, 1, 5, Host: "b"), _race.Status);
        Hear("a", new AdmissionQueued(1, 4));
        Assert.Equal("b", _race.Status!.Host);
    }

    [Fact]
    public void A_load_shows_how_far_it_is_and_when_it_ends()
    {
        Cold("a");
        Look();
        Hear("a", new AdmissionLoading(0.256) { EtaSeconds = 12.4 });
        Assert.Equal(new ModelStatus(ModelStatus.Loading, EtaSeconds: 12, Progress: 0.26, Host: "a"), _race.Status);
    }

    private void Look()
    {
        _race.Look();
        foreach (var step in _race.TakeSteps())
        {
            if (step is OpenAsk(var opened)) _open.Add(opened);
            if (step is CloseAsk(var closed)) _open.Remove(closed);
            if (step is GiveBack(_, var ticket)) _givenBack.Add(ticket);
        }
    }

    private void Hear(string host, object record)
    {
        _race.Hear(new AskHeard(_open.Single(ask => ask.Place.Host == host), AgentAnswered.Instance));
        _race.Hear(new AskHeard(_open.Single(ask => ask.Place.Host == host), record));
        Look();
    }

    private void Loaded(params string[] hosts)
    {
        foreach (var host in hosts) _hosts.Apply(Report(host, 1));
    }

    private void Cold(params string[] hosts)
    {
        foreach (var host in hosts)
        {
            _hosts.Apply(Reports.Host(host, 1) with { LoadSecondsPerGigabyte = 1 });
            _hosts.Apply(Reports.Inventory(host, "m"));
        }
    }

    private static HostReported Report(string host, long number) => Reports.Host(host, number, Reports.Instance("m"));
}
