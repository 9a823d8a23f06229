using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tests;

/// <summary>The scripted agent grants 4,096 tokens.</summary>
public sealed class ContextTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    private HttpClient Client => host.ClientFor(_user, ownParts: true);

    [Fact]
    public async Task What_the_last_answer_has_counted_is_what_the_path_gives_to_read()
    {
        var talk = new Talk(Client);
        var usage = (await AnswerAsync(talk, 100, 20)).Single(item => item.Type == "data-usage").Json.GetProperty("data");
        Assert.Equal(120, usage.GetProperty("contextTokens").GetInt32());

        var chat = await talk.ReadAsync();
        Assert.Equal((120, false), (chat.ContextTokens, chat.ContextEstimated));
        Assert.Null((await talk.ReadAsync($"?before={chat.Messages[^1].Id}")).ContextTokens);
    }

    [Fact]
    public async Task What_follows_a_counted_answer_is_estimated_by_its_length()
    {
        var talk = new Talk(Client);
        await AnswerAsync(talk, 100, 20);
        var text = Talk.UniqueText("Broken").PadRight(400, 'x');
        host.Agent.On(text).BreakOff();
        using (var response = await talk.SayAsync(text, model: $"lmstudio:{FakeAgent.RefusedModel}")) await response.AllAsync();

        var chat = await talk.ReadAsync();
        Assert.Equal((220, true), (chat.ContextTokens, chat.ContextEstimated));
    }

    [Fact]
    public async Task Where_nothing_was_counted_all_of_the_path_is_estimated()
    {
        var stored = await StoredChat.AddAsync(host, _user, "Uncounted", null, new string('a', 4000), new string('b', 2000));
        await host.InDatabaseAsync(db => db.Messages.Where(message => message.ConversationId == stored.Chat.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(message => message.Usage, (AnswerUsage?)null)));

        var chat = await new Talk(Client) { Id = stored.Id }.ReadAsync();
        Assert.True(chat.ContextEstimated);
        Assert.InRange(chat.ContextTokens!.Value, 1500, 1550);
    }

    [Fact]
    public async Task What_an_older_version_has_kept_counts_as_an_estimate()
    {
        var stored = await StoredChat.AddAsync(host, _user, "Old", null, "Question", "Answer");
        var chat = await new Talk(Client) { Id = stored.Id }.ReadAsync();
        Assert.Equal((30, true), (chat.ContextTokens, chat.ContextEstimated));
    }

    [Fact]
    public void Of_an_answer_with_tools_the_last_step_counts_and_its_reasoning_does_not()
    {
        var meter = new UsageMeter(TimeProvider.System, isAsked: true);
        meter.Ask([new ChatMessage(ChatRole.User, "Weather?")]);
        Hear(meter, new UsageContent(new UsageDetails { InputTokenCount = 50, OutputTokenCount = 10 }));
        meter.Ask([new ChatMessage(ChatRole.User, "Weather?"), new ChatMessage(ChatRole.Tool, "Warm")]);
        Hear(meter, new TextReasoningContent("12345678"), new TextContent("Warm."), new UsageContent(new UsageDetails { InputTokenCount = 80, OutputTokenCount = 7 }));

        Assert.Equal((130, 17, 85), (meter.Usage.InputTokens, meter.Usage.OutputTokens, meter.Usage.ContextTokens));
    }

    [Fact]
    public async Task A_path_that_is_known_to_fill_the_context_is_refused_before_the_model_is_asked()
    {
        var talk = new Talk(Client);
        await AnswerAsync(talk, 4000, 90);
        var text = Talk.UniqueText("One more question");
        host.Agent.On(text).Say("Cut").End();
        using var response = await talk.SayAsync(text);

        var error = Assert.Single(await response.AllAsync(), item => item.Type == "error").Json.GetProperty("errorText").GetString();
        Assert.StartsWith("This chat is longer than the 4,096 tokens", error, StringComparison.Ordinal);
        Assert.False(host.Agent.On(text).Asked.IsCompleted);
    }

    private static void Hear(UsageMeter meter, params IEnumerable<AIContent> contents) => meter.Hear(new ChatResponseUpdate(ChatRole.Assistant, [.. contents]));

    private async Task<List<Event>> AnswerAsync(Talk talk, int input, int output)
    {
        var text = Talk.UniqueText("Counted");
        host.Agent.On(text).Say("Yes").Usage(input, output).End();
        using var response = await talk.SayAsync(text);
        return await response.AllAsync();
    }
}
