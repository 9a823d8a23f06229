using System.Net;
using System.Text.Json.Nodes;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

public sealed class ContinueTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task An_answer_that_broke_off_goes_on_in_the_same_message_behind_what_it_has()
    {
        var text = Talk.UniqueText("Go on");
        host.Agent.On(text).Think("Hm").Say("Half ", "of").Usage(10, 4).BreakOff();
        var rest = host.Agent.On(text, turn: 1).Say(" the", " sky").Usage(20, 3).End();
        var talk = new Talk(host.ClientFor(_user));
        using (var broken = await talk.SayAsync(text)) await broken.AllAsync();
        var cut = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal("interrupted", cut.State);

        using var response = await talk.ContinueAsync(cut.Id);
        var events = await response.AllAsync();

        Assert.Equal(
            [
                $$"""{"type":"start","messageId":"{{cut.Id}}"}""",
                """{"type":"start-step"}""",
                """{"type":"text-start","id":"3"}""",
                """{"type":"text-delta","id":"3","delta":" the"}""",
                """{"type":"text-delta","id":"3","delta":" sky"}""",
                """{"type":"text-end","id":"3"}""",
                """{"type":"finish-step"}""",
                """{"type":"finish"}""",
                "[DONE]",
            ],
            events.Select(item => item.Data));
        var whole = (await talk.ReadAsync()).Messages;
        Assert.Equal(2, whole.Count);
        Assert.Equal((cut.Id, "complete", Talk.Local), (whole[^1].Id, whole[^1].State, whole[^1].Model));
        Assert.Equal(["reasoning:Hm", "text:Half of", "text: the sky"], Reassembly.PartsOf(whole[^1]));
        Assert.Equal(Reassembly.PartsOf(whole[^1]), Reassembly.PartsOf(events, Reassembly.PartsOf(cut)));
        Assert.Equal(["system", "user", "assistant", "user"], rest.Prompt.Select(message => message.Role));
        Assert.Equal([text, "Half of", Prompt.GoOn], rest.Prompt.Skip(1).Select(message => message.Content));

        var usage = await host.InDatabaseAsync(db => db.Messages.Where(message => message.Id == new MessageId(cut.Id)).Select(message => message.Usage).SingleAsync());
        Assert.Equal((30, 7), (usage!.InputTokens, usage.OutputTokens));
    }

    [Fact]
    public async Task While_it_goes_on_the_message_has_what_it_had_and_who_comes_later_gets_all_of_it()
    {
        var text = Talk.UniqueText("Later");
        host.Agent.On(text).Say("One").BreakOff();
        var rest = host.Agent.On(text, turn: 1).Say(" two");
        var talk = new Talk(host.ClientFor(_user));
        using (var broken = await talk.SayAsync(text)) await broken.AllAsync();
        var cut = (await talk.ReadAsync()).Messages[^1];

        using var response = await talk.ContinueAsync(cut.Id);
        var running = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("streaming", "text:One"), (running.State, Assert.Single(Reassembly.PartsOf(running))));
        using var second = await talk.ContinueAsync(cut.Id);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);

        using var joined = await talk.ResumeAsync();
        rest.Say(" three").End();
        var events = await joined.AllAsync();
        Assert.Equal(["text:One", "text: two three"], Reassembly.PartsOf(events, Reassembly.PartsOf(running)));
        Assert.Equal(["text:One", "text: two three"], Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));

        using var late = await talk.ResumeAsync();
        var stored = Assert.Single(await late.AllAsync(), item => item.Type == "data-appendMessage");
        Assert.Contains("One", stored.Data, StringComparison.Ordinal);
        Assert.Contains("two three", stored.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_answer_goes_on_with_another_model_and_counts_against_the_day()
    {
        var text = Talk.UniqueText("Stopped");
        host.Agent.On(text).Say("So far");
        host.Agent.On(text, turn: 1).Say(", so good").End();
        var talk = new Talk(host.ClientFor(_user with { MessagesPerDay = 2 }));
        using (var stopped = await talk.SayAsync(text))
        {
            await foreach (var item in stopped.EventsAsync())
            {
                if (item.Type == "text-delta") await talk.StopAsync();
            }
        }

        var answer = (await talk.ReadAsync()).Messages[^1];
        using (var response = await talk.ContinueAsync(answer.Id, "chat-model")) Assert.Equal(", so good", (await response.AllAsync()).Text());
        var whole = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("complete", "chat-model", "So far, so good"), (whole.State, whole.Model, Talk.TextOf(whole)));
        using var over = await talk.SayAsync("One more");
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_a_limit_of_tokens_cut_off_says_so_and_goes_on_as_a_question_of_the_day()
    {
        var text = Talk.UniqueText("Cut");
        host.Agent.On(text).Say("Half of").End("length");
        var rest = host.Agent.On(text, turn: 1).Say(" it").End();
        var talk = new Talk(host.ClientFor(_user with { MessagesPerDay = 2 }));
        using (var response = await talk.SayAsync(text))
            Assert.Equal("""{"type":"finish","finishReason":"length"}""", (await response.AllAsync())[^2].Data);
        var cut = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("complete", "length"), (cut.State, cut.FinishReason));

        using (var response = await talk.ContinueAsync(cut.Id))
        {
            var running = (await talk.ReadAsync()).Messages[^1];
            Assert.Null(running.FinishReason);
            Assert.Equal(" it", (await response.AllAsync()).Text());
        }

        Assert.Equal([text, "Half of", Prompt.GoOn], rest.Prompt.Skip(1).Select(message => message.Content));
        var whole = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal((cut.Id, "complete", null, "Half of it"), (whole.Id, whole.State, whole.FinishReason, Talk.TextOf(whole)));
        using var over = await talk.SayAsync("One more");
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
    }

    [Fact]
    public async Task What_a_filter_has_ended_is_kept_as_such_and_does_not_go_on()
    {
        var text = Talk.UniqueText("Filtered");
        host.Agent.On(text).Say("I").End("content_filter");
        var talk = new Talk(host.ClientFor(_user));
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var answer = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("complete", "content-filter"), (answer.State, answer.FinishReason));
        using var refused = await talk.ContinueAsync(answer.Id);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task What_cannot_go_on_is_refused_with_a_sentence()
    {
        var text = Talk.UniqueText("Whole");
        host.Agent.On(text).Say("All of it").End();
        var talk = new Talk(host.ClientFor(_user));
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var messages = (await talk.ReadAsync()).Messages;

        using var whole = await talk.ContinueAsync(messages[^1].Id);
        Assert.Equal(HttpStatusCode.Conflict, whole.StatusCode);
        Assert.Contains("complete", await whole.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var question = await talk.ContinueAsync(messages[0].Id, Talk.Local);
        Assert.Equal(HttpStatusCode.BadRequest, question.StatusCode);
        using var unknown = await talk.ContinueAsync(Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var strange = await new Talk(host.ClientFor(TestUser.Regular())) { Id = talk.Id }.ContinueAsync(messages[^1].Id);
        Assert.Equal(HttpStatusCode.Forbidden, strange.StatusCode);

        var refused = new Talk(host.ClientFor(_user));
        using (var response = await refused.SayAsync("Hello", model: $"lmstudio:{FakeAgent.RefusedModel}")) await response.AllAsync();
        using var empty = await refused.ContinueAsync((await refused.ReadAsync()).Messages[^1].Id);
        Assert.Equal(HttpStatusCode.Conflict, empty.StatusCode);
    }

    [Theory]
    [InlineData("""{}""", "message:")]
    [InlineData("""{"continue":{}}""", "continue.messageId")]
    [InlineData("""{"continue":{"messageId":"x"}}""", "continue.messageId")]
    [InlineData("""{"continue":{"messageId":"0197a0c2-1111-7222-8333-444455556666","text":"x"}}""", "'text'")]
    [InlineData("""{"continue":{"messageId":"0197a0c2-1111-7222-8333-444455556666"},"selectedVisibilityType":"secret"}""", "selectedVisibilityType")]
    [InlineData("""{"continue":{"messageId":"0197a0c2-1111-7222-8333-444455556666"},"approval":{"approvalId":"a","approved":true}}""", "message:")]
    [InlineData("""{"approval":{"approvalId":"","approved":true}}""", "approval.approvalId")]
    [InlineData("""{"approval":{"approvalId":"a","approved":"yes"}}""", "approval.approved")]
    public async Task A_malformed_wish_to_go_on_is_a_400_that_names_the_field(string body, string cause)
    {
        var text = Talk.UniqueText("Malformed");
        host.Agent.On(text).Say("Yes").End();
        var talk = new Talk(host.ClientFor(_user));
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var wish = JsonNode.Parse(body)!;
        wish["id"] = talk.Id;
        using var refused = await talk.PostAsync(wish);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(cause, JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_continued_answer_whose_owner_is_lost_keeps_both_its_pieces()
    {
        var talk = new Talk(host.ClientFor(_user));
        var generation = await host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, before: [new TextPart("One")]);
        await host.Services.GetRequiredService<IGenerationLogStore>().AppendAsync(generation.Id, 1, new LogBatch(
            1,
            [StreamParts.Start(generation.MessageId), StreamParts.StartStep(), StreamParts.BlockStart("text", "2"), StreamParts.BlockDelta("text", "2", " two")],
            false));

        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "the seam is marked");
        Assert.Equal(["text:One", "text: two"], Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));
    }

    [Fact]
    public async Task Who_names_its_answer_never_gets_the_rest_of_another_one()
    {
        var text = Talk.UniqueText("Named");
        host.Agent.On(text).Say("First ", "one").BreakOff();
        host.Agent.On(text, turn: 1).Say("0", "1", "2", "3", "4", "5", "6", "7").End();
        var talk = new Talk(host.ClientFor(_user, ownParts: true));
        using var response = await talk.SayAsync(text);
        var generation = response.Headers.GetValues(Contracts.StreamHeaders.Generation).Single();
        var first = await response.AllAsync();
        var cut = (await talk.ReadAsync()).Messages[^1].Id;
        using (var more = await talk.ContinueAsync(cut)) await more.AllAsync();
        var other = Talk.UniqueText("Other");
        host.Agent.On(other).Say("Quite", " another", " answer").End();
        using (var next = await talk.SayAsync(other)) await next.AllAsync();

        for (var after = 0; after < first.Count; after++)
        {
            using var resumed = await talk.ResumeAsync(after, $"?generation={generation}");
            Assert.Equal(first.Skip(after), await resumed.AllAsync());
        }

        using var byMessage = await talk.ResumeAsync(0, $"?message={cut}");
        Assert.Equal("01234567", (await byMessage.AllAsync()).Text());
        using var unnamed = await talk.ResumeAsync(0);
        Assert.Equal("Quite another answer", (await unnamed.AllAsync()).Text());
        using var unknown = await talk.ResumeAsync(0, $"?message={Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var malformed = await talk.ResumeAsync(0, "?generation=7");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }
}
