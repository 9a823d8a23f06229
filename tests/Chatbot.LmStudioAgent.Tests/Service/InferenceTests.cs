using System.Net;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class InferenceTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.2);
    private readonly AgentApplication _agent;

    public InferenceTests() => _agent = new AgentApplication(_studio.Address);

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task Admission_to_a_model_that_is_not_loaded_shows_the_load_and_ends_in_a_ticket_that_infers_once()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();

        var events = await client.AdmitAsync(Small).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(events, item => item.EventType == "loading");
        Assert.Equal("granted", events[^1].EventType);
        var ticket = System.Text.Json.JsonSerializer.Deserialize<AdmissionGranted>(events[^1].Data, System.Text.Json.JsonSerializerOptions.Web)!;
        Assert.Equal((Small, 4096), (ticket.InstanceId, ticket.ContextLength));

        using (var answer = await client.InferAsync(ticket.Ticket, "Why is the sky blue?"))
        {
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("\"model\":\"qwen/qwen3-4b\"", text, StringComparison.Ordinal);
            Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        }

        using var again = await client.InferAsync(ticket.Ticket, "Why is the sky blue?");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Many_admissions_at_once_make_one_load()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();

        var granted = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            var ticket = await client.GrantedAsync(Small);
            using var answer = await client.InferAsync(ticket.Ticket, "Hello", stream: false);
            return answer.StatusCode;
        }));

        Assert.All(granted, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, await _studio.LoadsStartedAsync());
    }

    [Fact]
    public async Task A_caller_who_goes_away_frees_his_place()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();
        var ticket = await client.GrantedAsync(Small);

        using (var answer = await client.InferAsync(ticket.Ticket, "Write code to demonstrate Dijkstra's algorithm"))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(await stream.ReadAsync(new byte[64], TestContext.Current.CancellationToken) > 0);
            await _agent.ReportAsync(report => report.Instances is [{ InFlight: 1 }], "the request runs");
        }

        await _agent.ReportAsync(report => report.Instances is [{ InFlight: 0 }], "the place is free");
    }

    [Fact]
    public async Task Who_may_not_load_is_refused_and_an_unknown_model_is_too()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();

        var background = await client.AdmitAsync(Small, mayLoad: false).LastAsync(TestContext.Current.CancellationToken);
        var unknown = await client.AdmitAsync("no/such-model").LastAsync(TestContext.Current.CancellationToken);

        Assert.Equal("refused", background.EventType);
        Assert.Contains(FailureReasons.ModelNotFound, unknown.Data, StringComparison.Ordinal);
        Assert.Equal(0, await _studio.LoadsStartedAsync());
    }

    [Fact]
    public async Task The_door_is_shut_without_the_right_token_and_for_a_made_up_ticket()
    {
        using var nobody = _agent.CreateClient();
        using var person = _agent.CreateChatClient(Scopes.Person);
        using var chat = _agent.CreateChatClient();
        using var replayed = _agent.CreateChatClient(host: "shelf");
        await _agent.ReadyAsync();

        using var elsewhere = await replayed.InferAsync("made-up", "Hello");
        using var unauthorized = await nobody.InferAsync("made-up", "Hello");
        using var forbidden = await person.InferAsync("made-up", "Hello");
        using var conflict = await chat.InferAsync("made-up", "Hello");

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Conflict),
            (elsewhere.StatusCode, unauthorized.StatusCode, forbidden.StatusCode, conflict.StatusCode));
    }

    [Fact]
    public async Task When_LM_Studio_is_gone_admission_is_refused_with_a_sentence_and_a_ticket_gets_503()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();
        var ticket = await client.GrantedAsync(Small);
        await _studio.DisposeAsync();

        using var answer = await client.InferAsync(ticket.Ticket, "Hello");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await _agent.ReportAsync(report => report.LmStudio is { Health: LmStudioHealth.Unreachable, Detail.Length: > 0 }, "LM Studio is reported gone");
        var refused = await client.AdmitAsync(Small).LastAsync(TestContext.Current.CancellationToken);
        Assert.Contains(FailureReasons.LmStudioUnreachable, refused.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_is_given_back_frees_its_place_at_once_and_is_worth_nothing()
    {
        await using var agent = new AgentApplication(_studio.Address, ("Agent:Parallel", "1"));
        agent.StartServer();
        using var client = agent.CreateChatClient();
        await agent.ReadyAsync();
        var first = await client.GrantedAsync(Small);

        using var given = await client.DeleteAsync($"admissions/{first.Ticket}", TestContext.Current.CancellationToken);
        var second = await client.GrantedAsync(Small);
        using var used = await client.InferAsync(first.Ticket, "Hello");

        Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        Assert.NotEqual(first.Ticket, second.Ticket);
        Assert.Equal(HttpStatusCode.Conflict, used.StatusCode);
    }
}
