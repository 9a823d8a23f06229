using System.Net;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Chatbot.Chat.Tests;

public sealed class GenerationTests(ChatHost host)
{
    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    [Fact]
    public async Task An_answer_goes_on_when_its_reader_leaves()
    {
        var text = Talk.UniqueText("Leave");
        var answer = host.Agent.On(text).Say("One ");
        var talk = new Talk(_client);
        var response = await talk.SayAsync(text);
        await answer.Asked;
        response.Dispose();
        answer.Say("two").End();

        await Eventually.TrueAsync(async () => !(await talk.ReadAsync()).Generating, "the answer ends");
        Assert.Equal("One two", await talk.LastTextAsync());
        Assert.Equal("complete", (await talk.ReadAsync()).Messages[^1].State);
    }

    [Fact]
    public async Task Resumed_after_any_part_the_stream_is_the_same()
    {
        var text = Talk.UniqueText("Resume");
        host.Agent.On(text).Think("Let me see").Say(Enumerable.Range(0, 30).Select(number => $"{number} ")).End();
        var talk = new Talk(host.ClientFor(TestUser.Regular(), ownParts: true));
        using var response = await talk.SayAsync(text);
        var whole = await response.AllAsync();

        await using var replica = await host.ReplicaAsync();
        for (var after = 0; after < whole.Count; after++)
        {
            using var resumed = await talk.ResumeAsync(after);
            Assert.Equal(whole.Skip(after), await resumed.AllAsync());
        }
    }

    [Fact]
    public async Task A_running_answer_is_joined_from_its_start()
    {
        var text = Talk.UniqueText("Join");
        var answer = host.Agent.On(text).Say("One ");
        var talk = new Talk(_client);
        using var first = await talk.SayAsync(text);
        using var second = await talk.ResumeAsync();
        answer.Say("two").End();

        Assert.Equal(await first.AllAsync(), await second.AllAsync());
    }

    [Fact]
    public async Task What_has_just_ended_comes_as_one_message_and_what_ended_long_ago_not_at_all()
    {
        var text = Talk.UniqueText("Late");
        host.Agent.On(text).Say("Here").End();
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();

        using var soon = await talk.ResumeAsync();
        var events = await soon.AllAsync();
        Assert.Equal(["data-appendMessage", "[DONE]"], events.Select(item => item.Type));
        var message = System.Text.Json.JsonDocument.Parse(events[0].Json.GetProperty("data").GetString()!).RootElement;
        Assert.Equal("assistant", message.GetProperty("role").GetString());
        Assert.Equal("Here", message.GetProperty("parts")[0].GetProperty("text").GetString());

        var id = new ConversationId(talk.Id);
        await host.InDatabaseAsync(db => db.Generations.Where(generation => generation.ConversationId == id)
            .ExecuteUpdateAsync(update => update.SetProperty(generation => generation.EndedAt, generation => generation.EndedAt!.Value.AddSeconds(-15))));
        using var late = await talk.ResumeAsync();
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Equal("", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_the_log_has_expired_the_rest_comes_from_the_stored_message()
    {
        var text = Talk.UniqueText("Expired");
        host.Agent.On(text).Say("All of it").End();
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var id = new ConversationId(talk.Id);
        var generation = await host.InDatabaseAsync(db => db.Generations.SingleAsync(generation => generation.ConversationId == id));
        await Eventually.TrueAsync(
            async () => await host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyDeleteAsync($"chat:{{{generation.Id}}}:log"), "the log is there, and then gone");

        using var resumed = await talk.ResumeAsync(3);
        Assert.Equal(["data-appendMessage", "[DONE]"], (await resumed.AllAsync()).Select(item => item.Type));
        using var complete = await talk.ResumeAsync(generation.LastPart);
        Assert.Equal(["[DONE]"], (await complete.AllAsync()).Select(item => item.Type));
    }

    [Fact]
    public async Task When_the_log_lacks_its_end_the_rest_comes_from_the_stored_message()
    {
        var text = Talk.UniqueText("Cut");
        host.Agent.On(text).Say("All of it").End();
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var id = new ConversationId(talk.Id);
        var generation = await host.InDatabaseAsync(db => db.Generations.SingleAsync(generation => generation.ConversationId == id));
        await Eventually.TrueAsync(() => host.Services.GetRequiredService<LiveGenerations>().Find(generation.Id) is null, "the owner has let go of it");
        await host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyDeleteAsync($"chat:{{{generation.Id}}}:log");
        await host.Services.GetRequiredService<IGenerationLogStore>().AppendAsync(
            generation.Id, 1, new LogBatch(1, [StreamParts.Start(generation.MessageId), StreamParts.StartStep(), StreamParts.BlockStart("text", "1")], false));

        using var resumed = await talk.ResumeAsync(2);
        Assert.Equal(["data-appendMessage", "[DONE]"], (await resumed.AllAsync()).Select(item => item.Type));
    }

    [Fact]
    public async Task Stop_reaches_the_model_and_keeps_the_text_so_far()
    {
        var text = Talk.UniqueText("Stop");
        var answer = host.Agent.On(text).Say("As far as");
        var talk = new Talk(_client);
        using var response = await talk.SayAsync(text);
        await foreach (var item in response.EventsAsync())
        {
            if (item.Type == "text-delta") Assert.Equal(HttpStatusCode.Accepted, (await talk.StopAsync()).StatusCode);
        }

        await answer.Cancelled.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal("stopped", (await talk.ReadAsync()).Messages[^1].State);
        Assert.Equal("As far as", await talk.LastTextAsync());
        Assert.Equal(HttpStatusCode.Accepted, (await talk.StopAsync()).StatusCode);
    }

    [Fact]
    public async Task A_chat_answers_one_message_at_a_time_and_takes_a_message_once()
    {
        var text = Talk.UniqueText("Once");
        var answer = host.Agent.On(text).Say("Wait");
        var talk = new Talk(_client);
        var messageId = Guid.CreateVersion7();
        using var response = await talk.SayAsync(text, messageId);

        using var meanwhile = await talk.SayAsync("And now?");
        Assert.Equal(HttpStatusCode.Conflict, meanwhile.StatusCode);
        answer.End();
        await response.AllAsync();

        using var again = await talk.SayAsync(text, messageId);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("message id", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, (await talk.ReadAsync()).Messages.Count);
    }

    [Fact]
    public async Task The_model_is_given_the_active_path_only()
    {
        var (first, second) = (Talk.UniqueText("First"), Talk.UniqueText("Second"));
        host.Agent.On(first).Think("Hm").Say("Answer one").End();
        var answer = host.Agent.On(second).Say("Answer two").End();
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(first)) await response.AllAsync();
        using (var response = await talk.SayAsync(second)) await response.AllAsync();

        Assert.Equal(["system", "user", "assistant", "user"], answer.Prompt.Select(message => message.Role));
        Assert.Equal([first, "Answer one", second], answer.Prompt.Skip(1).Select(message => message.Content));
    }

    [Fact]
    public async Task A_regenerated_answer_is_a_sibling_of_the_first()
    {
        var text = Talk.UniqueText("Again");
        host.Agent.On(text).Say("First").End();
        var talk = new Talk(_client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var first = (await talk.ReadAsync()).Messages[^1];

        using (var response = await talk.PostAsync(new { id = talk.Id, regenerate = new { messageId = first.Id }, selectedChatModel = "chat-model" })) await response.AllAsync();
        var second = (await talk.ReadAsync()).Messages[^1];
        Assert.Equal([first.Id, second.Id], second.Siblings);
        Assert.Equal(first.ParentId, second.ParentId);
        Assert.Equal("chat-model", second.Model);
    }
}
