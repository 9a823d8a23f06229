using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests.Routing;

public sealed class FailoverTests(ChatHost service)
{
    [Theory]
    [InlineData(FailureReasons.HostDraining)]
    [InlineData(FailureReasons.LmStudioUnreachable)]
    [InlineData(FailureReasons.HostOffline)]
    [InlineData(FailureReasons.OutOfMemory)]
    [InlineData(FailureReasons.LoadFailed)]
    public async Task A_host_that_refuses_hands_the_request_on(string reason)
    {
        var (refusing, other) = (Host("a"), Host("b"));
        refusing.Refusal = new AdmissionRefused(reason, "Not here.");
        Assert.Equal("b", (await new Fleet(service, refusing, other).AskAsync()).Answer);
    }

    [Fact]
    public async Task When_all_refuse_the_first_sentence_is_the_error_and_each_was_asked_once()
    {
        var (first, second) = (Host("a"), Host("b"));
        first.Refusal = new AdmissionRefused(FailureReasons.OutOfMemory, "There is not enough memory.");
        second.Refusal = new AdmissionRefused(FailureReasons.LmStudioUnreachable, "LM Studio does not answer.");

        Assert.Equal("There is not enough memory.", (await new Fleet(service, first, second).AskAsync()).Error);
        Assert.Single(first.Asked);
        Assert.Single(second.Asked);
    }

    [Fact]
    public async Task A_host_that_is_not_there_hands_the_request_on_and_is_not_asked_again_at_once()
    {
        var (gone, other) = (Host("a"), Host("b"));
        gone.Kill();
        var fleet = new Fleet(service, gone, other);
        Assert.Equal("b", (await fleet.AskAsync()).Answer);
        Assert.True(fleet.Routes.Failures.Has("a"));
        Assert.Equal("b", fleet.Routes.Ranked(Fleet.Anywhere, null)[0].Place.Host);
    }

    [Fact]
    public async Task A_killed_host_loses_no_request_that_queued_there()
    {
        var (killed, other) = (Host("a"), new FakeHost("b", 2));
        killed.Occupy();
        var fleet = new Fleet(service, killed, other);
        var asked = Enumerable.Range(0, 10).Select(_ => fleet.AskAsync()).ToList();
        await Eventually.TrueAsync(() => killed.Waiting == 10, "all queue there");
        killed.Kill();
        await Eventually.TrueAsync(() => other.Waiting == 10, "all wait for the other host's load");
        other.EndLoad(Fleet.Model);

        Assert.All(await Task.WhenAll(asked), outcome => Assert.Equal(("b", null), (outcome.Answer, outcome.Error)));
        Assert.Equal(1, other.Loads);
    }

    [Fact]
    public async Task A_model_that_is_not_loaded_any_more_where_it_was_is_loaded_there_when_nothing_else_is_left()
    {
        var (queued, stale) = (Host("a"), new FakeHost("b"));
        queued.Occupy();
        var fleet = new Fleet(service, queued, stale);
        fleet.Table.Apply(stale.Report(Reports.Instance(Fleet.Model, 1) with { Parallel = 1 }));
        var asked = fleet.AskAsync();
        await Eventually.TrueAsync(() => queued.Waiting == 1 && stale.Asked.Count == 1, "both are asked");
        Assert.Equal(0, stale.Loads);
        queued.Kill();
        await Eventually.TrueAsync(() => stale.Loads == 1, "it is loaded after all");
        stale.EndLoad(Fleet.Model);

        Assert.Equal("b", (await asked).Answer);
    }

    [Theory]
    [InlineData("Reset")]
    [InlineData("Lapsed")]
    [InlineData("Unavailable")]
    [InlineData("OtherModel")]
    [InlineData("BreaksOff")]
    public async Task A_call_that_fails_before_its_first_token_goes_elsewhere(string fault)
    {
        var (failing, other) = (Host("a"), Host("b"));
        failing.Fault = Enum.Parse<CallFault>(fault);
        Assert.Equal("b", (await new Fleet(service, failing, other).AskAsync()).Answer);
        Assert.Equal(1, failing.Calls);
    }

    [Theory]
    [InlineData("Lapsed")]
    [InlineData("Reset")]
    public async Task Where_it_is_the_only_host_it_is_asked_once_more(string fault)
    {
        var once = Host("a");
        (once.Fault, once.Faults) = (Enum.Parse<CallFault>(fault), 1);
        Assert.Equal("a", (await new Fleet(service, once).AskAsync()).Answer);

        var always = Host("a");
        always.Fault = Enum.Parse<CallFault>(fault);
        Assert.NotNull((await new Fleet(service, always).AskAsync()).Error);
        Assert.Equal(2, always.Calls);
    }

    [Fact]
    public async Task A_ticket_that_lapsed_is_no_reason_to_load_the_model_elsewhere()
    {
        var (lapsing, cold) = (Host("a"), new FakeHost("b"));
        (lapsing.Fault, lapsing.Faults) = (CallFault.Lapsed, 1);
        Assert.Equal("a", (await new Fleet(service, lapsing, cold).AskAsync()).Answer);
        Assert.Equal(0, cold.Loads);
    }

    [Fact]
    public async Task After_its_first_token_an_answer_is_never_asked_for_elsewhere()
    {
        var (failing, other) = (Host("a"), Host("b"));
        failing.Fault = CallFault.BreaksOffLater;
        var outcome = await new Fleet(service, failing, other).AskAsync();
        Assert.Equal("a", outcome.Answer);
        Assert.NotNull(outcome.Error);
        Assert.Equal(0, other.Calls);
    }

    [Fact]
    public async Task A_host_that_never_answers_keeps_no_request_that_another_one_could_take()
    {
        var (hole, other) = (new FakeHost("a") { BlackHole = true, Loaded = { Fleet.Model } }, Host("b"));
        var fleet = new Fleet(service, hole, other);
        Assert.Equal("b", (await fleet.AskAsync()).Answer);
        Assert.Equal((1, 0), (hole.Asked.Count, hole.TimedOut));

        await Eventually.TrueAsync(() => fleet.Routes.Failures.Has("a"), "it is known not to answer");
        Assert.Equal("b", (await fleet.AskAsync()).Answer);
        Assert.Single(hole.Asked);
    }

    [Fact]
    public async Task A_host_that_says_nothing_more_keeps_no_request_that_another_one_could_take()
    {
        var (mute, other) = (new FakeHost("a") { Mute = true, Loaded = { Fleet.Model } }, Host("b"));
        Assert.Equal("b", (await new Fleet(service, mute, other).AskAsync()).Answer);
    }

    [Fact]
    public async Task When_the_host_that_has_it_loaded_never_answers_another_one_loads_it()
    {
        var (hole, cold) = (new FakeHost("a") { BlackHole = true, Loaded = { Fleet.Model } }, new FakeHost("b"));
        var asked = new Fleet(service, hole, cold).AskAsync();
        await Eventually.TrueAsync(() => cold.Loads == 1, "the other host loads");
        Assert.Equal(0, hole.TimedOut);
        cold.EndLoad(Fleet.Model);
        Assert.Equal("b", (await asked).Answer);
    }

    private static FakeHost Host(string id) => new(id) { Loaded = { Fleet.Model } };
}
