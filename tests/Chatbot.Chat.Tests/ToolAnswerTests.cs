using System.Net;
using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

public sealed class ToolAnswerTests(ChatHost host)
{
    private const string Model = $"lmstudio:{FakeAgent.ToolModel}";
    private const string Weather = """{"current":{"temperature_2m":21.5}}""";

    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task An_answer_with_a_tool_is_exactly_the_parts_of_the_protocol()
    {
        await using var open = await host.ReplicaAsync(("Tools:NeedsApproval:getWeather", "false"));
        var text = Talk.UniqueText("Is it warm?");
        host.Agent.On(text).Say("I look.").Call("call_1", "getWeather", """{"latitude":52""", """.5,"longitude":13.4}""").End("tool_calls");
        var rest = host.Agent.On(text, turn: 1).Say("It", " is.").Usage(9, 2).End();
        var talk = new Talk(open.ClientFor(_user));
        using var response = await talk.SayAsync(text, model: Model);
        var events = await response.AllAsync();

        Assert.Equal(
            [
                """{"type":"start-step"}""",
                """{"type":"text-start","id":"1"}""",
                """{"type":"text-delta","id":"1","delta":"I look."}""",
                """{"type":"text-end","id":"1"}""",
                """{"type":"tool-input-start","toolCallId":"call_1","toolName":"getWeather"}""",
                """{"type":"tool-input-delta","toolCallId":"call_1","inputTextDelta":"{\"latitude\":52"}""",
                """{"type":"tool-input-delta","toolCallId":"call_1","inputTextDelta":".5,\"longitude\":13.4}"}""",
                """{"type":"tool-input-available","toolCallId":"call_1","toolName":"getWeather","input":{"latitude":52.5,"longitude":13.4}}""",
                $$"""{"type":"tool-output-available","toolCallId":"call_1","output":{{Weather}}}""",
                """{"type":"finish-step"}""",
                """{"type":"start-step"}""",
                """{"type":"text-start","id":"3"}""",
                """{"type":"text-delta","id":"3","delta":"It"}""",
                """{"type":"text-delta","id":"3","delta":" is."}""",
                """{"type":"text-end","id":"3"}""",
                """{"type":"finish-step"}""",
                """{"type":"finish"}""",
                "[DONE]",
            ],
            events.Skip(1).Select(item => item.Data));
        Assert.Equal(
            [
                """{"type":"text","text":"I look."}""",
                $$"""{"type":"tool-getWeather","toolCallId":"call_1","state":"output-available","input":{"latitude":52.5,"longitude":13.4},"output":{{Weather}}}""",
                """{"type":"text","text":"It is."}""",
            ],
            (await talk.ReadAsync()).Messages[^1].Parts.Select(part => part.GetRawText()));
        Assert.Contains(host.Weather.Asked, asked => asked.AbsoluteUri.StartsWith("http://weather/v1/forecast?latitude=52.5&longitude=13.4&", StringComparison.Ordinal));

        // The model gets back what it said, what it called and what came of it; in later turns too.
        var sent = Messages(rest);
        Assert.Equal(["system", "user", "assistant", "tool"], sent.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("I look.", sent[2].GetProperty("content").GetString());
        Assert.Equal("""{"latitude":52.5,"longitude":13.4}""", sent[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("call_1", Weather), (sent[3].GetProperty("tool_call_id").GetString(), sent[3].GetProperty("content").GetString()));
        var later = Talk.UniqueText("Thanks");
        var last = host.Agent.On(later).Say("Sure").End();
        using (var thanks = await talk.SayAsync(later, model: Model)) await thanks.AllAsync();
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user"], Messages(last).Select(message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task A_call_that_needs_approval_ends_the_answer_and_once_allowed_it_goes_on()
    {
        var text = Talk.UniqueText("May I?");
        var (talk, approval) = await AskAsync(text, """{"city":"Berlin"}""");
        var waiting = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("complete", $$"""{"id":"{{approval}}"}"""), (waiting.State, waiting.Parts[0].GetProperty("approval").GetRawText()));
        Assert.Equal("approval-requested", waiting.Parts[0].GetProperty("state").GetString());
        host.Agent.On(text, turn: 1).Say("Warm.").End();

        using var response = await talk.DecideAsync(approval, approved: true);
        Assert.Equal(
            [
                $$"""{"type":"start","messageId":"{{waiting.Id}}"}""",
                """{"type":"tool-output-available","toolCallId":"call_1","output":{"current":{"temperature_2m":21.5},"cityName":"Berlin"}}""",
                """{"type":"start-step"}""",
                """{"type":"text-start","id":"2"}""",
                """{"type":"text-delta","id":"2","delta":"Warm."}""",
                """{"type":"text-end","id":"2"}""",
                """{"type":"finish-step"}""",
                """{"type":"finish"}""",
                "[DONE]",
            ],
            (await response.AllAsync()).Select(item => item.Data));
        var whole = (await talk.ReadAsync()).Messages;
        Assert.Equal(2, whole.Count);
        Assert.Equal((waiting.Id, "complete", "output-available"), (whole[^1].Id, whole[^1].State, whole[^1].Parts[0].GetProperty("state").GetString()));
        Assert.True(whole[^1].Parts[0].GetProperty("approval").GetProperty("approved").GetBoolean());

        using var twice = await talk.DecideAsync(approval, approved: false);
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task A_denied_call_is_not_run_and_the_model_goes_on_without_it()
    {
        var text = Talk.UniqueText("Denied");
        var (talk, approval) = await AskAsync(text, """{"latitude":1.25,"longitude":1}""");
        var rest = host.Agent.On(text, turn: 1).Say("As you like.").End();

        using var response = await talk.DecideAsync(approval, approved: false);
        Assert.Equal(
            ["start", "tool-output-denied", "start-step", "text-start", "text-delta", "text-end", "finish-step", "finish", "[DONE]"],
            (await response.AllAsync()).Select(item => item.Type));
        var answer = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("output-denied", false), (answer.Parts[0].GetProperty("state").GetString(), answer.Parts[0].GetProperty("approval").GetProperty("approved").GetBoolean()));
        Assert.Contains("did not allow", Messages(rest)[^1].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Weather.Asked, asked => asked.Query.Contains("latitude=1.25&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_says_something_else_instead_has_denied_the_call_and_loses_nothing()
    {
        var text = Talk.UniqueText("Never mind");
        var (talk, approval) = await AskAsync(text, """{"city":"Berlin"}""");
        var other = Talk.UniqueText("Something else");
        var answer = host.Agent.On(other).Say("Fine.").End();
        using (var response = await talk.SayAsync(other, model: Model)) Assert.Equal("Fine.", (await response.AllAsync()).Text());

        var messages = (await talk.ReadAsync()).Messages;
        Assert.Equal(4, messages.Count);
        Assert.Equal("output-denied", messages[1].Parts[0].GetProperty("state").GetString());
        Assert.Equal(["system", "user", "assistant", "tool", "user"], Messages(answer).Select(message => message.GetProperty("role").GetString()));
        using var late = await talk.DecideAsync(approval, approved: true);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task Two_calls_at_once_are_decided_one_by_one_and_the_model_goes_on_after_the_second()
    {
        var text = Talk.UniqueText("Both");
        host.Agent.On(text).Call("call_1", "getWeather", """{"city":"Berlin"}""").Call("call_2", "getWeather", """{"city":"Nowhere"}""").End("tool_calls");
        host.Agent.On(text, turn: 1).Say("Done.").End();
        var talk = new Talk(host.ClientFor(_user));
        using var asked = await talk.SayAsync(text, model: Model);
        var approvals = (await asked.AllAsync()).Where(item => item.Type == "tool-approval-request").Select(item => item.Json.GetProperty("approvalId").GetString()!).ToList();
        Assert.Equal(2, approvals.Count);

        using (var first = await talk.DecideAsync(approvals[0], approved: true))
        {
            var events = await first.AllAsync();
            Assert.Equal(["start", "tool-output-available", "start-step", "finish-step", "finish", "[DONE]"], events.Select(item => item.Type));
            Assert.Equal("tool-calls", events[^2].Json.GetProperty("finishReason").GetString());
        }

        using var second = await talk.DecideAsync(approvals[1], approved: true);
        var rest = await second.AllAsync();
        Assert.Equal("Done.", rest.Text());
        Assert.Contains("Could not find coordinates", Assert.Single(rest, item => item.Type == "tool-output-error").Data, StringComparison.Ordinal);
        Assert.Equal(["output-available", "output-error"], (await talk.ReadAsync()).Messages[^1].Parts.Take(2).Select(part => part.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_decision_that_nobody_waits_for_or_another_person_s_is_refused()
    {
        var (talk, approval) = await AskAsync(Talk.UniqueText("Mine"), "{}");
        using var unknown = await talk.DecideAsync("0197a0c2-1111-7222-8333-444455556666", approved: true);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var hostile = await talk.DecideAsync("' || \"x\" )", approved: true);
        Assert.Equal(HttpStatusCode.BadRequest, hostile.StatusCode);
        var strangers = new Talk(host.ClientFor(TestUser.Regular())) { Id = talk.Id };
        using var strange = await strangers.DecideAsync(approval, approved: true);
        Assert.Equal(HttpStatusCode.Forbidden, strange.StatusCode);

        var text = Talk.UniqueText("Own");
        host.Agent.On(text).Say("Yes").End();
        var own = new Talk(host.ClientFor(TestUser.Regular()));
        using (var response = await own.SayAsync(text)) await response.AllAsync();
        using var elsewhere = await own.DecideAsync(approval, approved: true);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Of_two_decisions_at_once_one_counts()
    {
        var text = Talk.UniqueText("Race");
        var (talk, approval) = await AskAsync(text, """{"city":"Berlin"}""");
        host.Agent.On(text, turn: 1).Say("Once.").End();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => talk.DecideAsync(approval, number % 2 == 0)));
        var taken = Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.All(responses.Where(response => response != taken), response => Assert.Equal(HttpStatusCode.Conflict, response.StatusCode));
        Assert.Equal("Once.", (await taken.AllAsync()).Text());
        foreach (var response in responses) response.Dispose();
    }

    [Fact]
    public async Task A_model_is_given_tools_only_where_it_can_use_them()
    {
        var (with, without, cloud, reasoning) = (Talk.UniqueText("With"), Talk.UniqueText("Without"), Talk.UniqueText("Cloud"), Talk.UniqueText("Reasoning"));
        foreach (var (text, model) in new[] { (with, Model), (without, Talk.Local), (cloud, "chat-model"), (reasoning, "chat-model-reasoning") })
        {
            host.Agent.On(text).Say("Yes").End();
            using var response = await new Talk(host.ClientFor(_user)).SayAsync(text, model: model);
            await response.AllAsync();
        }

        Assert.Equal([true, false, true, false], new[] { with, without, cloud, reasoning }.Select(text => host.Agent.On(text).Body.Contains("\"tools\":[", StringComparison.Ordinal)));
        Assert.Contains("getWeather", host.Agent.On(with).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_was_decided_on_is_closed_with_the_answer()
    {
        var input = JsonSerializer.Deserialize<JsonElement>("{}");
        var parts = new AnswerParts(
        [
            new ToolPart("getWeather", "a", ToolStates.ApprovalResponded, input, Approval: new ToolApproval("1", true)),
            new ToolPart("getWeather", "b", ToolStates.ApprovalResponded, input, Approval: new ToolApproval("2", false)),
            new ToolPart("getWeather", "c", ToolStates.ApprovalRequested, input, Approval: new ToolApproval("3")),
        ]);

        Assert.Equal(2, Closing.Of(parts, inStep: false, Ending.Stopped).Count());
        Assert.Equal([ToolStates.OutputError, ToolStates.OutputDenied, ToolStates.ApprovalRequested], parts.Calls.Select(call => call.State));
    }

    [Fact]
    public async Task What_waits_in_an_interrupted_answer_is_denied_by_who_says_something_else()
    {
        var talk = new Talk(host.ClientFor(_user));
        var input = JsonSerializer.Deserialize<JsonElement>("{}");
        var generation = await host.OrphanAsync(
            _user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, before: [new ToolPart("getWeather", "a", ToolStates.ApprovalRequested, input, Approval: new ToolApproval("later"))]);
        await host.Services.GetRequiredService<GenerationEnd>().SaveAsync(
            generation.Id, generation.MessageId, 1, Ending.Interrupted, null, 1, cancellationToken: TestContext.Current.CancellationToken);
        using (var gone = await talk.ContinueAsync(generation.MessageId.Value)) Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        var other = Talk.UniqueText("Something else");
        host.Agent.On(other).Say("Fine.").End();
        using (var response = await talk.SayAsync(other)) await response.AllAsync();

        Assert.Equal("output-denied", (await talk.ReadAsync()).Messages[1].Parts[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_answer_whose_owner_is_lost_at_a_tool_keeps_its_calls()
    {
        var talk = new Talk(host.ClientFor(_user));
        var generation = await host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, before: [new TextPart("One")]);
        var input = JsonSerializer.Deserialize<JsonElement>("""{"city":"Berlin"}""");
        var output = Chat.Tools.ToolOutcome.Of(JsonSerializer.Deserialize<JsonElement>(Weather));
        await host.Services.GetRequiredService<IGenerationLogStore>().AppendAsync(generation.Id, 1, new LogBatch(
            1,
            [
                StreamParts.Start(generation.MessageId),
                StreamParts.StartStep(),
                StreamParts.ToolInputStart("a", "getWeather"), StreamParts.ToolInputAvailable("a", "getWeather", input), StreamParts.ToolOutput("a", output),
                StreamParts.ToolInputStart("b", "getWeather"), StreamParts.ToolInputAvailable("b", "getWeather", input), StreamParts.ToolApprovalRequest("later", "b"),
                StreamParts.ToolInputStart("c", "getWeather"), StreamParts.ToolInputAvailable("c", "getWeather", input),
            ],
            false));
        using var following = await talk.ResumeAsync(10);

        var rest = await following.AllAsync();
        Assert.Equal(["tool-output-error", "finish-step", "finish", "[DONE]"], rest.Select(item => item.Type));
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "the seam is marked");
        Assert.Equal(
            [
                "text:One",
                $$"""tool-getWeather:a:{"city":"Berlin"}:output-available:{{Weather}}""",
                """tool-getWeather:b:{"city":"Berlin"}:approval-requested""",
                """tool-getWeather:c:{"city":"Berlin"}:output-error:The call was not finished.""",
            ],
            Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));
    }

    private async Task<(Talk Talk, string Approval)> AskAsync(string text, string input)
    {
        host.Agent.On(text).Call("call_1", "getWeather", input).End("tool_calls");
        var talk = new Talk(host.ClientFor(_user));
        using var response = await talk.SayAsync(text, model: Model);
        var events = await response.AllAsync();
        Assert.Equal(
            ["start", "start-step", "tool-input-start", "tool-input-delta", "tool-input-available", "tool-approval-request", "finish-step", "finish", "[DONE]"],
            events.Select(item => item.Type));
        Assert.Equal("""{"type":"finish","finishReason":"tool-calls"}""", events[^2].Data);
        return (talk, events[5].Json.GetProperty("approvalId").GetString()!);
    }

    private static List<JsonElement> Messages(ScriptedAnswer answer) => [.. JsonSerializer.Deserialize<JsonElement>(answer.Body).GetProperty("messages").EnumerateArray()];
}
