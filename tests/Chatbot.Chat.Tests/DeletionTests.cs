using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

public sealed class DeletionTests(ChatHost host)
{
    private static readonly TimeSpan Undo = TimeSpan.FromMinutes(10);

    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task A_deleted_chat_is_found_nowhere_until_it_is_restored_as_it_was()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Undo me", null, "Question", "Answer");
        var talk = new Talk(host.ClientFor(_user)) { Id = chat.Id };
        var before = await talk.ReadAsync();
        await DeleteAsync($"/api/chat?id={chat.Id}");

        foreach (var (method, url) in new[] { ("GET", ""), ("PATCH", ""), ("GET", "/stream"), ("POST", "/stop") })
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(method, $"/api/chat/{chat.Id}{url}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("DELETE", $"/api/chat?id={chat.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("GET", $"/api/vote?chatId={chat.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("GET", $"/api/history?ending_before={chat.Id}"));
        Assert.Empty((await HistoryAsync()).Chats);
        Assert.Empty((await HistoryAsync("?q=undo")).Chats);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", $"/api/chat/{chat.Id}/restore"));
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await talk.ReadAsync()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", $"/api/chat/{chat.Id}/restore"));
    }

    [Fact]
    public async Task Nobody_else_restores_a_chat_or_learns_that_it_was_there()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Mine");
        await DeleteAsync($"/api/chat?id={chat.Id}");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("POST", $"/api/chat/{chat.Id}/restore", TestUser.Admin()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", $"/api/chat/{chat.Id}/restore"));
    }

    [Fact]
    public async Task A_running_answer_of_a_deleted_chat_is_stopped()
    {
        var text = Talk.UniqueText("Delete while it runs");
        var answer = host.Agent.On(text).Say("So far");
        var talk = new Talk(host.ClientFor(_user));
        using var response = await talk.SayAsync(text);
        await answer.Asked;
        await DeleteAsync($"/api/chat?id={talk.Id}");

        await answer.Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_id_of_a_deleted_chat_is_taken_as_long_as_it_can_be_restored()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Taken");
        await DeleteAsync($"/api/chat?id={chat.Id}");

        using var again = await new Talk(host.ClientFor(_user)) { Id = chat.Id }.SayAsync("Hello again");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("deleted", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var other = await new Talk(host.ClientFor(TestUser.Regular())) { Id = chat.Id }.SayAsync("Mine now");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.DoesNotContain("deleted", await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_its_time_a_deleted_chat_is_gone_with_all_that_was_in_it()
    {
        var over = await StoredChat.AddAsync(host, _user, "Over", null, "Question", "Answer", "Question", "Answer");
        var within = await StoredChat.AddAsync(host, _user, "Within", null, "Question", "Answer");
        var now = TimeProvider.System.GetUtcNow();
        await DeletedAtAsync(over, now - Undo);
        await DeletedAtAsync(within, now - Undo + TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("POST", $"/api/chat/{over.Id}/restore"));
        await Eventually.TrueAsync(
            async () => !await host.InDatabaseAsync(db => db.Conversations.IgnoreQueryFilters().AnyAsync(row => row.Id == over.Chat.Id)), "it is removed");
        Assert.False(await host.InDatabaseAsync(db => db.Messages.AnyAsync(message => message.ConversationId == over.Chat.Id)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", $"/api/chat/{within.Id}/restore"));
    }

    [Fact]
    public async Task The_whole_history_is_deleted_and_each_chat_of_it_restored()
    {
        var chats = new List<StoredChat>();
        foreach (var number in Enumerable.Range(0, 3)) chats.Add(await StoredChat.AddAsync(host, _user, $"Chat {number}", null, "Question", "Answer"));
        var other = await StoredChat.AddAsync(host, TestUser.Regular(), "Another person's");
        var text = Talk.UniqueText("Running");
        var answer = host.Agent.On(text).Say("So far");
        using var running = await new Talk(host.ClientFor(_user)).SayAsync(text);
        await answer.Asked;

        using var response = await host.ClientFor(_user).DeleteAsync(new Uri("/api/history", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("""{"deletedCount":4}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await answer.Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Empty((await HistoryAsync()).Chats);
        Assert.True(await host.InDatabaseAsync(db => db.Conversations.AnyAsync(row => row.Id == other.Chat.Id)));
        foreach (var chat in chats) Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", $"/api/chat/{chat.Id}/restore"));
        Assert.Equal(3, (await HistoryAsync()).Chats.Count);
    }

    private async Task DeleteAsync(string url) => Assert.Equal(HttpStatusCode.OK, await StatusAsync("DELETE", url));

    private async Task<HttpStatusCode> StatusAsync(string method, string url, TestUser? user = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = method == "PATCH" ? JsonContent.Create(new { title = "New" }) : null };
        using var response = await host.ClientFor(user ?? _user).SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<ChatHistory> HistoryAsync(string query = "") =>
        (await host.ClientFor(_user).GetFromJsonAsync<ChatHistory>($"/api/history{query}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;

    private Task<int> DeletedAtAsync(StoredChat chat, DateTimeOffset at) => host.InDatabaseAsync(db =>
        db.Conversations.Where(row => row.Id == chat.Chat.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, at)));
}
