using Chatbot.Chat.Conversations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tests;

public sealed class UsageTests(ChatHost host)
{
    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    [Fact]
    public async Task A_complete_answer_keeps_what_the_server_counted()
    {
        var text = Talk.UniqueText("Counted");
        host.Agent.On(text).Say("Yes").Usage(7, 3).End();
        var usage = await AnswerAsync(text, Talk.Local);
        Assert.Equal((7, 3, false), (usage.InputTokens, usage.OutputTokens, usage.Estimated));
    }

    [Fact]
    public void A_running_count_is_not_summed_and_the_steps_are()
    {
        var meter = new UsageMeter(TimeProvider.System, isAsked: true);
        foreach (var (input, outputs) in new[] { (10, new[] { 1, 2, 5 }), (20, [4, 4]) })
        {
            meter.Ask([]);
            foreach (var output in outputs) meter.Hear(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output })]));
        }

        Assert.Equal((30, 9, 24), (meter.Usage.InputTokens, meter.Usage.OutputTokens, meter.Usage.ContextTokens));
    }

    [Fact]
    public void A_count_in_pieces_is_whole()
    {
        var meter = new UsageMeter(TimeProvider.System, isAsked: true);
        meter.Ask([]);
        foreach (var piece in new[] { new UsageDetails { InputTokenCount = 10 }, new UsageDetails { OutputTokenCount = 5 } }) meter.Hear(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(piece)]));
        Assert.Equal((10, 5, false), (meter.Usage.InputTokens, meter.Usage.OutputTokens, meter.Usage.Estimated));
    }

    [Fact]
    public async Task A_stopped_answer_keeps_an_estimate()
    {
        var text = Talk.UniqueText("Stopped");
        host.Agent.On(text).Say("12345678");
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(text))
        {
            await foreach (var item in response.EventsAsync())
            {
                if (item.Type == "text-delta") await talk.StopAsync();
            }
        }

        var usage = await StoredAsync(talk);
        Assert.Equal((2, true), (usage.OutputTokens, usage.Estimated));
        Assert.True(usage.InputTokens > text.Length / 4);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_keeps_an_estimate()
    {
        var text = Talk.UniqueText("Broken");
        host.Agent.On(text).Say("1234").BreakOff();
        var usage = await AnswerAsync(text, "chat-model");
        Assert.Equal((1, true), (usage.OutputTokens, usage.Estimated));
        Assert.True(usage.InputTokens > 0);
    }

    [Fact]
    public async Task An_answer_that_was_never_admitted_has_cost_nothing()
    {
        var usage = await AnswerAsync("Hello", $"lmstudio:{FakeAgent.RefusedModel}");
        Assert.Equal((0, 0), (usage.InputTokens, usage.OutputTokens));
    }

    [Fact]
    public async Task A_chat_that_is_longer_than_the_context_is_failed_with_what_to_do()
    {
        var text = Talk.UniqueText("Long").PadRight(60_000, 'x');
        var talk = new Talk(_client);
        using var response = await talk.SayAsync(text);
        var error = Assert.Single(await response.AllAsync(), item => item.Type == "error").Json.GetProperty("errorText").GetString();
        Assert.Equal("This chat is longer than the 4,096 tokens that the model was loaded with. Start a new chat, or load the model with a longer context.", error);
        Assert.False(host.Agent.On(text).Asked.IsCompleted);
        Assert.Equal("failed", (await talk.ReadAsync()).Messages[^1].State);
    }

    [Fact]
    public async Task A_server_s_own_word_on_the_context_is_said_with_the_figure()
    {
        var text = Talk.UniqueText("Own word");
        host.Agent.On(text).Fail("Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens");
        using var response = await new Talk(_client).SayAsync(text);
        Assert.Contains("longer than the 4,096 tokens", Assert.Single(await response.AllAsync(), item => item.Type == "error").Data, StringComparison.Ordinal);
    }

    private async Task<AnswerUsage> AnswerAsync(string text, string model)
    {
        var talk = new Talk(_client);
        using var response = await talk.SayAsync(text, model: model);
        await response.AllAsync();
        return await StoredAsync(talk);
    }

    private async Task<AnswerUsage> StoredAsync(Talk talk)
    {
        var answer = new MessageId((await talk.ReadAsync()).Messages[^1].Id);
        var message = await host.InDatabaseAsync(db => db.Messages.AsNoTracking().SingleAsync(message => message.Id == answer));
        var generation = await host.InDatabaseAsync(db => db.Generations.AsNoTracking().SingleAsync(generation => generation.MessageId == answer));
        Assert.Equal((generation.InputTokens, generation.OutputTokens), (message.Usage!.InputTokens, message.Usage.OutputTokens));
        return message.Usage;
    }
}
