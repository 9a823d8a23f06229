using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Routing;

public sealed class ExpectedWaitTests
{
    private const string Model = "m";
    private const long Gigabyte = 1_000_000_000;

    private static readonly InstanceReport Instance = Reports.Instance(Model) with { Parallel = 2, RequestSeconds = 6 };

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(2, 0, 0, 3)]
    [InlineData(2, 3, 0, 12)]
    [InlineData(1, 0, 1, 3)]
    [InlineData(0, 0, 5, 12)]
    public void Where_it_is_loaded_it_waits_for_slots_that_fall_free(int inFlight, int queued, int own, double seconds)
    {
        var wait = Of(Reports.Host("a", 1, Instance with { InFlight = inFlight, Queued = queued }), own);
        Assert.Equal((Standing.Loaded, seconds), (wait.Standing, wait.Seconds));
    }

    [Fact]
    public void What_the_agent_expects_counts_and_only_what_it_does_not_know_of_is_added()
    {
        var host = Reports.Host("a", 1, Instance with { InFlight = 2, Queued = 1, WaitSeconds = 1.5 });
        Assert.Equal(1.5, Of(host).Seconds);
        Assert.Equal(1.5 + 6, Of(host, own: 2).Seconds);
    }

    [Fact]
    public void The_instance_that_waits_least_counts_and_one_that_drains_does_not()
    {
        var host = Reports.Host("a", 1, Instance with { InFlight = 5 }, Instance with { InstanceId = "m:2", InFlight = 2 }, Instance with { State = InstanceStates.Draining });
        Assert.Equal(3, Of(host).Seconds);
        Assert.Equal(Standing.Cold, Of(Reports.Host("a", 1, Instance with { State = InstanceStates.Draining })).Standing);
    }

    [Fact]
    public void An_older_agent_that_says_nothing_is_told_apart_by_counts()
    {
        var waits = new[] { 0, 1, 4 }.Select(inFlight => Of(Reports.Host("a", 1, Reports.Instance(Model, inFlight))).Seconds).ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(3, waits.Distinct().Count());
    }

    [Fact]
    public void A_load_in_progress_is_waited_for_and_the_queue_before_it_too()
    {
        var host = Reports.Host("a", 1) with { Loading = new LoadReport(Model, 0.5, 3) { RemainingSeconds = 8 }, RequestSeconds = 2 };
        Assert.Equal((Standing.Coming, 8 + 6.0), (Of(host).Standing, Of(host).Seconds));
        Assert.Equal(8 + 8.0, Of(host, own: 1).Seconds);
        Assert.Equal(0.5 * 4 * 3, Of(host with { Loading = new LoadReport(Model, 0.5, 0), LoadSecondsPerGigabyte = 3 }).Seconds);
    }

    [Fact]
    public void A_load_that_is_ahead_is_in_the_wait_for_loads_already()
    {
        var host = Reports.Host("a", 1) with { PendingLoads = [new PendingLoadReport(Model, 0, "It waits its turn.")], LoadWaitSeconds = 30, LoadSecondsPerGigabyte = 1 };
        Assert.Equal((Standing.Coming, 30.0), (Of(host).Standing, Of(host).Seconds));
    }

    [Fact]
    public void Where_it_must_be_loaded_that_takes_its_time_by_size()
    {
        var host = Reports.Host("a", 1) with { LoadWaitSeconds = 5, LoadSecondsPerGigabyte = 1.5 };
        Assert.Equal((Standing.Cold, 5 + 6.0), (Of(host).Standing, Of(host).Seconds));
        Assert.True(Of(host with { LoadSecondsPerGigabyte = null }).Seconds > 5);
        Assert.True(ExpectedWait.Of(host, Model, null, 0).Seconds > 5);
        Assert.Equal(Standing.Coming, Of(host, own: 1).Standing);
    }

    private static Wait Of(HostReported host, int own = 0) => ExpectedWait.Of(host, Model, 4 * Gigabyte, own);
}
