using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests.Routing;

public sealed class RoutingTests(ChatHost service)
{
    [Fact]
    public async Task Twenty_five_requests_at_two_replicas_for_a_model_that_is_not_loaded_make_one_load()
    {
        var hosts = new[] { new FakeHost("a", 4), new FakeHost("b", 4), new FakeHost("c", 4) };
        var replicas = new[] { new Fleet(service, hosts), new Fleet(service, hosts) };
        var asked = Enumerable.Range(0, 25).Select(number => replicas[number % 2].AskAsync()).ToList();
        await Eventually.TrueAsync(() => hosts.Sum(host => host.Waiting) == 25, "all wait for the load");
        Assert.Equal(1, hosts.Sum(host => host.Loads));

        hosts.Single(host => host.Loads == 1).EndLoad(Fleet.Model);
        var outcomes = await Task.WhenAll(asked);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        Assert.Equal(1, hosts.Sum(host => host.Loads));
        Assert.All(outcomes, outcome => Assert.Contains(outcome.Statuses, status => status.Phase == ModelStatus.Loading));
    }

    [Fact]
    public async Task A_request_waits_everywhere_and_the_first_slot_that_falls_free_gets_it()
    {
        var hosts = Busy("a", "b", "c");
        var asked = new Fleet(service, hosts).AskAsync();
        await Eventually.TrueAsync(() => Array.TrueForAll(hosts, host => host.Waiting == 1), "it waits everywhere");
        hosts[2].FreeSlot();

        Assert.Equal("c", (await asked).Answer);
        await Eventually.TrueAsync(() => Array.TrueForAll(hosts, host => host.Waiting == 0), "it waits nowhere any more");
        Assert.Single(hosts.SelectMany(host => host.Asked), request => request.MayLoad);
    }

    [Fact]
    public async Task A_second_ticket_that_comes_at_the_same_time_is_given_back()
    {
        var hosts = Busy("a", "b", "c");
        var fleet = new Fleet(service, hosts);
        hosts[1].FreeSlot();
        hosts[2].FreeSlot();

        Assert.Contains((await fleet.AskAsync()).Answer, new[] { "b", "c" });
        await Eventually.TrueAsync(() => hosts[1].Running + hosts[2].Running == 0 && hosts[0].Waiting == 0, "no slot is kept");
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_every_queue()
    {
        var hosts = Busy("a", "b");
        using var stop = new CancellationTokenSource();
        var asked = new Fleet(service, hosts).AskAsync(stop: stop);
        await Eventually.TrueAsync(() => Array.TrueForAll(hosts, host => host.Waiting == 1), "it waits everywhere");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await Eventually.TrueAsync(() => Array.TrueForAll(hosts, host => host.Waiting == 0), "it waits nowhere any more");
    }

    [Fact]
    public async Task A_host_that_could_load_the_model_sooner_is_asked_to_while_the_request_keeps_its_place()
    {
        var (busy, cold) = (Busy("a")[0], new FakeHost("b"));
        busy.EtaSeconds = 60;
        var asked = new Fleet(service, busy, cold).AskAsync();
        await Eventually.TrueAsync(() => cold.Loads == 1, "the other host loads");
        Assert.Equal(1, busy.Waiting);
        cold.EndLoad(Fleet.Model);

        Assert.Equal("b", (await asked).Answer);
        await Eventually.TrueAsync(() => busy.Waiting == 0, "its place is given up");
    }

    [Fact]
    public async Task A_conversation_goes_on_where_it_was_answered_last()
    {
        var fleet = new Fleet(service, Idle("a"), Idle("b"));
        var conversation = new Conversations.ConversationId(Guid.CreateVersion7());
        Assert.Equal("a", (await fleet.AskAsync()).Answer);
        Assert.Equal("b", (await fleet.AskAsync(new LocalTarget("lmstudio@b", "b", Fleet.Model), conversation)).Answer);

        await Eventually.TrueAsync(async () =>
        {
            fleet.ReportAll();
            return (await fleet.AskAsync(conversation: conversation)).Answer == "b";
        }, "the host that knows its beginning answers");
    }

    [Fact]
    public async Task Background_work_lets_people_go_first_and_loads_nothing()
    {
        var cold = new FakeHost("b");
        var refused = await new Fleet(service, cold).AskAsync(background: true);
        Assert.Contains("not loaded", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, cold.Loads);

        var loaded = Idle("a");
        Assert.Equal("a", (await new Fleet(service, loaded, cold).AskAsync(background: true)).Answer);
        Assert.Equal((-1, false), (loaded.Asked.Single().Priority, loaded.Asked.Single().MayLoad));
    }

    [Fact]
    public async Task A_pinned_request_never_leaves_its_host()
    {
        var (busy, idle) = (Busy("a")[0], Idle("b"));
        var fleet = new Fleet(service, busy, idle);
        var pin = new LocalTarget($"lmstudio@a:{Fleet.Model}", "a", Fleet.Model);
        var asked = fleet.AskAsync(pin);
        await Eventually.TrueAsync(() => busy.Waiting == 1, "it waits");
        busy.FreeSlot();
        Assert.Equal("a", (await asked).Answer);

        busy.Kill();
        Assert.Contains("can't be reached", (await fleet.AskAsync(pin)).Error, StringComparison.Ordinal);
        Assert.Empty(idle.Asked);
    }

    [Fact]
    public async Task A_draining_host_is_never_started_on()
    {
        var (leaving, staying) = (Busy("a")[0], Idle("b"));
        var fleet = new Fleet(service, leaving, staying);
        fleet.Table.Apply(leaving.Report(leaving.Instances) with { Draining = true });
        Assert.Equal("b", (await fleet.AskAsync()).Answer);
        Assert.Contains("takes no new requests", (await fleet.AskAsync(new LocalTarget("lmstudio@a", "a", Fleet.Model))).Error, StringComparison.Ordinal);
        Assert.Empty(leaving.Asked);
    }

    [Fact]
    public async Task Who_queues_at_a_host_that_begins_to_drain_goes_elsewhere()
    {
        var (leaving, staying) = (Busy("a")[0], new FakeHost("b"));
        var fleet = new Fleet(service, leaving, staying);
        var asked = fleet.AskAsync();
        await Eventually.TrueAsync(() => leaving.Waiting == 1, "it waits");
        fleet.Table.Apply(leaving.Report(leaving.Instances) with { Draining = true });
        // What the host would still grant does not count either.
        leaving.FreeSlot();
        await Eventually.TrueAsync(() => staying.Loads == 1, "the other host loads");
        staying.EndLoad(Fleet.Model);

        Assert.Equal("b", (await asked).Answer);
        Assert.Equal(0, leaving.Calls);
        await Eventually.TrueAsync(() => leaving.Running == 0, "no slot is kept");
    }

    private static FakeHost Idle(string id) => new(id) { Loaded = { Fleet.Model } };

    private static FakeHost[] Busy(params string[] ids) => [.. ids.Select(id =>
    {
        var host = Idle(id);
        host.Occupy();
        return host;
    })];
}
