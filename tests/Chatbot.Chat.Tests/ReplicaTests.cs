using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chatbot.Chat.Tests;

public sealed class ReplicaTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task A_running_answer_is_read_and_stopped_by_way_of_another_replica()
    {
        await using var other = await host.ReplicaAsync();
        var text = Talk.UniqueText("Two replicas");
        var answer = host.Agent.On(text).Say("One ");
        var talk = new Talk(host.ClientFor(_user));
        using var here = await talk.SayAsync(text);
        var there = new Talk(other.ClientFor(_user)) { Id = talk.Id };
        using var resumed = await there.ResumeAsync();
        await using var events = resumed.EventsAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await events.MoveNextAsync() && events.Current.Type != "text-delta") Assert.NotEqual("[DONE]", events.Current.Type);

        answer.Say("two");
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("two", events.Current.Json.GetProperty("delta").GetString());
        await there.StopAsync();
        while (await events.MoveNextAsync() && events.Current.Type != "[DONE]") Assert.NotEqual("error", events.Current.Type);

        await answer.Cancelled.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal("[DONE]", events.Current.Type);
        Assert.Equal("stopped", (await there.ReadAsync()).Messages[^1].State);
        Assert.Equal("One two", await there.LastTextAsync());
    }

    [Fact]
    public async Task An_own_answer_that_was_never_begun_is_begun_after_all()
    {
        var text = Talk.UniqueText("Never begun");
        host.Agent.On(text).Say("Here").End();
        var talk = new Talk(host.ClientFor(_user));
        await host.OrphanAsync(_user, new(talk.Id), host.Services.GetRequiredService<ReplicaId>().Value, TimeSpan.FromMinutes(1), text);

        await Eventually.TrueAsync(async () => !(await talk.ReadAsync()).Generating, "it is answered");
        Assert.Equal(("complete", "Here"), ((await talk.ReadAsync()).Messages[^1].State, await talk.LastTextAsync()));
    }

    [Fact]
    public async Task The_answer_of_a_replica_that_is_gone_keeps_its_text_and_gets_a_marked_seam()
    {
        var talk = new Talk(host.ClientFor(_user, ownParts: true));
        var generation = await host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero);
        var store = host.Services.GetRequiredService<IGenerationLogStore>();
        await store.AppendAsync(generation.Id, 1, new LogBatch(
            1,
            [StreamParts.Start(generation.MessageId), StreamParts.StartStep(), StreamParts.BlockStart("text", "1"), StreamParts.BlockDelta("text", "1", "Half of")],
            false));
        using var waiting = await talk.ResumeAsync(2);

        Assert.Equal(["text-start", "text-delta", "text-end", "data-interrupted", "finish-step", "finish", "[DONE]"], (await waiting.AllAsync()).Select(item => item.Type));
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "the seam is marked");
        Assert.Equal("Half of", await talk.LastTextAsync());
        Assert.Null(await store.AppendAsync(generation.Id, 1, new LogBatch(5, [StreamParts.BlockDelta("text", "1", " more")], false)));
        Assert.Null(await host.Services.GetRequiredService<GenerationEnd>().SaveAsync(generation.Id, generation.MessageId, 1, Ending.Stopped, [], 9, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_follows_a_log_whose_end_never_comes_gets_the_message_once_it_is_stored()
    {
        var talk = new Talk(host.ClientFor(_user));
        var generation = await host.OrphanAsync(_user, new(talk.Id), $"without-redis-{talk.Id}", TimeSpan.Zero);
        await host.Services.GetRequiredService<IGenerationLogStore>().AppendAsync(
            generation.Id, 1, new LogBatch(1, [StreamParts.Start(generation.MessageId), StreamParts.StartStep()], false));
        using var following = await talk.ResumeAsync();
        Assert.NotNull(await host.Services.GetRequiredService<GenerationEnd>().SaveAsync(
            generation.Id, generation.MessageId, 1, new Ending(MessageStates.Complete, "stop"), [new TextPart("Whole")], 7, cancellationToken: TestContext.Current.CancellationToken));

        var events = await following.AllAsync();
        Assert.Equal(["start", "start-step", "data-appendMessage", "[DONE]"], events.Select(item => item.Type));
        Assert.Contains("Whole", events[2].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_the_database_refuses_fails_with_a_sentence_and_the_chat_is_free()
    {
        var talk = new Talk(host.ClientFor(_user));
        var generation = await host.OrphanAsync(_user, new(talk.Id), $"refused-{talk.Id}", TimeSpan.Zero, before: [new TextPart("Before")]);
        var stored = await host.Services.GetRequiredService<GenerationEnd>().SaveAsync(
            generation.Id, generation.MessageId, 1, new Ending(MessageStates.Complete, "stop"), [new TextPart("No\0text")], 7, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((MessageStates.Failed, "The answer could not be stored."), (stored?.State, stored?.Error));
        var chat = await talk.ReadAsync();
        Assert.False(chat.Generating);
        Assert.Equal(("failed", "Before"), (chat.Messages[^1].State, Talk.TextOf(chat.Messages[^1])));
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_marks_the_seam_of_what_does_not_finish_in_time()
    {
        await using var leaving = await host.ReplicaAsync();
        var text = Talk.UniqueText("Leaving");
        host.Agent.On(text).Say("So far");
        var talk = new Talk(leaving.ClientFor(_user, ownParts: true));
        using var response = await talk.SayAsync(text);
        await using var events = response.EventsAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await events.MoveNextAsync() && events.Current.Type != "text-delta") Assert.NotEqual("[DONE]", events.Current.Type);

        leaving.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var rest = new List<string>();
        while (await events.MoveNextAsync()) rest.Add(events.Current.Type);
        Assert.Equal(["text-end", "data-usage", "data-interrupted", "finish-step", "finish", "[DONE]"], rest);

        var there = new Talk(host.ClientFor(_user)) { Id = talk.Id };
        Assert.Equal("interrupted", (await there.ReadAsync()).Messages[^1].State);
        Assert.Equal("So far", await there.LastTextAsync());
    }
}
