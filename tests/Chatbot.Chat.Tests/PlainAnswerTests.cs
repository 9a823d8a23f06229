using System.Net;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class PlainAnswerTests(ChatHost host)
{
    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    [Fact]
    public async Task A_plain_answer_is_exactly_the_parts_of_the_protocol()
    {
        var text = Talk.UniqueText("Why is the sky blue?");
        host.Agent.On(text).Say("It", " scatters:\n", "\"blue\" – é🙂").End();
        using var response = await new Talk(_client).SayAsync(text);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("v1", response.Headers.GetValues("x-vercel-ai-ui-message-stream").Single());
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal("no", response.Headers.GetValues("x-accel-buffering").Single());
        var messageId = new Event(null, body["data: ".Length..body.IndexOf('\n', StringComparison.Ordinal)]).Json.GetProperty("messageId").GetString();
        Assert.Equal(
            $$"""
            data: {"type":"start","messageId":"{{messageId}}"}

            data: {"type":"start-step"}

            data: {"type":"text-start","id":"1"}

            data: {"type":"text-delta","id":"1","delta":"It"}

            data: {"type":"text-delta","id":"1","delta":" scatters:\n"}

            data: {"type":"text-delta","id":"1","delta":"\"blue\" – é🙂"}

            data: {"type":"text-end","id":"1"}

            data: {"type":"finish-step"}

            data: {"type":"finish"}

            data: [DONE]


            """,
            body.Replace("\\uD83D\\uDE42", "🙂", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_is_sent_before_the_model_has_said_anything()
    {
        var text = Talk.UniqueText("Take your time");
        var answer = host.Agent.On(text);
        using var response = await new Talk(_client).SayAsync(text);
        await using var events = response.EventsAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("start", events.Current.Type);
        answer.Say("Done").End();
    }

    [Fact]
    public async Task Who_asks_for_them_gets_ids_and_the_own_parts()
    {
        var text = Talk.UniqueText("Own parts");
        host.Agent.On(text).Say("Yes").Usage(7, 3).End();
        using var response = await new Talk(host.ClientFor(TestUser.Regular(), ownParts: true)).SayAsync(text, model: $"lmstudio@desk:{FakeAgent.LoadingModel}");
        var events = await response.AllAsync();

        Assert.Equal(
            ["start", "data-chat-title", "data-model-status", "data-model-status", "data-model-status", "data-model-status", "data-model-status", "start-step", "text-start", "text-delta", "text-end", "data-usage", "finish-step", "finish", "[DONE]"],
            events.Select(item => item.Type));
        Assert.Equal(Enumerable.Range(1, 14), events.Take(14).Select(item => item.Id!.Value));
        Assert.Equal(
            [
                """{"type":"data-model-status","data":{"phase":"queued","position":2,"etaSeconds":4.5,"host":"desk"}}""",
                """{"type":"data-model-status","data":{"phase":"loading","progress":0.25,"host":"desk"}}""",
                """{"type":"data-model-status","data":{"phase":"loading","progress":1,"host":"desk"}}""",
                """{"type":"data-model-status","data":{"phase":"prompt","host":"desk"}}""",
                """{"type":"data-model-status","data":{"phase":"generating","host":"desk"}}""",
            ],
            events.Where(item => item.Type == "data-model-status").Select(item => item.Data));
        var usage = events.Single(item => item.Type == "data-usage").Json.GetProperty("data");
        Assert.Equal((7, 3), (usage.GetProperty("inputTokens").GetInt32(), usage.GetProperty("outputTokens").GetInt32()));
        Assert.False(usage.TryGetProperty("estimated", out _));
        Assert.Equal(text, events[1].Json.GetProperty("data").GetProperty("title").GetString());
        Assert.Equal($"{FakeAgent.LoadingModel}:1", host.Agent.ModelsAsked[text]);
    }

    [Fact]
    public async Task Reasoning_is_told_from_text_however_the_model_marks_it()
    {
        var own = Talk.UniqueText("Own field");
        host.Agent.On(own).Think("Hm").Think("m").Say("Yes").End("length");
        var tagged = Talk.UniqueText("Tags");
        host.Agent.On(tagged).Say("<th", "ink>Hm", "m</thi", "nk>\n\n", "Yes").End("length");

        foreach (var text in new[] { own, tagged })
        {
            var talk = new Talk(_client);
            using var response = await talk.SayAsync(text);
            Assert.Equal(
                ["start", "start-step", "reasoning-start", "reasoning-delta", "reasoning-delta", "reasoning-end", "text-start", "text-delta", "text-end", "finish-step", "finish", "[DONE]"],
                (await response.AllAsync()).Select(item => item.Type));
            Assert.Equal(
                ["""{"text":"Hmm","type":"reasoning"}""", """{"text":"Yes","type":"text"}"""],
                (await talk.ReadAsync()).Messages[^1].Parts.Select(part => $$"""{"text":"{{part.GetProperty("text")}}","type":"{{part.GetProperty("type")}}"}"""));
        }
    }

    [Fact]
    public async Task A_refused_admission_is_said_in_plain_words_and_kept()
    {
        var talk = new Talk(_client);
        using var response = await talk.SayAsync("Hello", model: $"lmstudio:{FakeAgent.RefusedModel}");
        var events = await response.AllAsync();

        Assert.Equal(["start", "error", "finish", "[DONE]"], events.Select(item => item.Type));
        Assert.Equal("There is not enough memory for this model.", events[1].Json.GetProperty("errorText").GetString());
        var message = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("failed", "There is not enough memory for this model."), (message.State, message.Error));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_keeps_its_text_and_gets_a_marked_seam()
    {
        var text = Talk.UniqueText("Break off");
        host.Agent.On(text).Say("Half of").BreakOff();
        var talk = new Talk(_client);
        using var response = await talk.SayAsync(text);
        var events = await response.AllAsync();

        Assert.Equal(["start", "start-step", "text-start", "text-delta", "text-end", "finish-step", "finish", "[DONE]"], events.Select(item => item.Type));
        Assert.Equal("""{"type":"finish","finishReason":"other"}""", events[^2].Data);
        Assert.Equal("interrupted", (await talk.ReadAsync()).Messages[^1].State);
        Assert.Equal("Half of", await talk.LastTextAsync());
    }

    [Fact]
    public async Task A_model_that_falls_silent_in_the_middle_leaves_its_text_and_a_seam_and_one_that_never_spoke_a_sentence()
    {
        await using var impatient = await host.ReplicaAsync(("Models:IdleSeconds", "2"));
        var (middle, never) = (Talk.UniqueText("Middle"), Talk.UniqueText("Never"));
        impatient.Agent.On(middle).Say("So far");
        var client = impatient.ClientFor(TestUser.Regular());
        var (one, other) = (new Talk(client), new Talk(client));
        using var cut = await one.SayAsync(middle);
        using var silent = await other.SayAsync(never);
        await cut.AllAsync();
        await silent.AllAsync();

        Assert.Equal(("interrupted", "So far"), ((await one.ReadAsync()).Messages[^1].State, await one.LastTextAsync()));
        var message = (await other.ReadAsync()).Messages[^1];
        Assert.Equal(("failed", "The model has not said anything for a long time, so the answer was ended."), (message.State, message.Error));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_before_its_first_word_is_failed_with_a_sentence()
    {
        var text = Talk.UniqueText("Nothing");
        host.Agent.On(text).BreakOff();
        var talk = new Talk(_client);
        using var response = await talk.SayAsync(text, model: "chat-model");

        Assert.Equal(["start", "error", "finish", "[DONE]"], (await response.AllAsync()).Select(item => item.Type));
        var message = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal(("failed", "The model's answer broke off before its end. Please try again."), (message.State, message.Error));
    }

    [Fact]
    public async Task A_cloud_model_answers_by_its_provider()
    {
        var text = Talk.UniqueText("Cloud");
        host.Agent.On(text).Say("From afar").End();
        using var response = await new Talk(_client).SayAsync(text, model: "chat-model");

        Assert.Equal("From afar", (await response.AllAsync()).Text());
        Assert.Equal("xai/grok-2-vision-1212", host.Agent.ModelsAsked[text]);
    }

    [Fact]
    public async Task Whatever_is_loaded_answers_for_lmstudio_chat()
    {
        var text = Talk.UniqueText("Any");
        host.Agent.On(text).Say("Me").End();
        using var response = await new Talk(_client).SayAsync(text, model: "lmstudio-chat");

        Assert.Equal("Me", (await response.AllAsync()).Text());
        Assert.Equal($"{FakeAgent.Model}:1", host.Agent.ModelsAsked[text]);
    }
}
