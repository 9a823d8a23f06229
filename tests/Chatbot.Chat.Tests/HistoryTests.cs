using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class HistoryTests(ChatHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task The_list_is_paged_both_ways_newest_first_and_holds_only_ones_own()
    {
        // Two of each time: the cursor is exact where times are equal.
        var ids = await AddAsync([.. Enumerable.Range(0, 7).Select(number => $"Chat {number}")], number => Start.AddMinutes(number / 2));
        var newestFirst = ids.AsEnumerable().Reverse().ToList();

        var first = await ListAsync("?limit=3");
        Assert.Equal(newestFirst[..3], Ids(first));
        Assert.True(first.HasMore);
        var second = await ListAsync($"?limit=3&ending_before={newestFirst[2]}");
        Assert.Equal(newestFirst[3..6], Ids(second));
        Assert.True(second.HasMore);
        var third = await ListAsync($"?limit=3&ending_before={newestFirst[5]}");
        Assert.Equal(newestFirst[6..], Ids(third));
        Assert.False(third.HasMore);
        var back = await ListAsync($"?limit=3&starting_after={newestFirst[6]}");
        Assert.Equal(newestFirst[3..6], Ids(back));
        Assert.True(back.HasMore);
        var top = await ListAsync($"?limit=3&starting_after={newestFirst[1]}");
        Assert.Equal(newestFirst[..1], Ids(top));
        Assert.False(top.HasMore);
    }

    [Fact]
    public async Task Titles_are_searched_as_they_are_written()
    {
        var ids = await AddAsync(["100% sure", "1000 sure", "Snake_case", "SnakeXcase", @"C:\temp"], number => Start.AddMinutes(number));

        Assert.Equal([ids[0]], Ids(await ListAsync("?q=0%25 SU")));
        Assert.Equal([ids[2]], Ids(await ListAsync("?q=e_c")));
        Assert.Equal([ids[4]], Ids(await ListAsync(@"?q=:\t")));
    }

    [Fact]
    public async Task Another_persons_chat_is_no_cursor()
    {
        var ids = await AddAsync(["Mine"], _ => Start);
        using var response = await host.ClientFor(TestUser.Regular()).GetAsync(new Uri($"/api/history?ending_before={ids[0]}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_chat_is_renamed_shown_and_deleted()
    {
        var client = host.ClientFor(_user);
        var text = Talk.UniqueText("A chat about the weather in San Francisco and in all the other places where there is any");
        host.Agent.On(text).Say("Fog").End();
        var talk = new Talk(client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        Assert.Equal("A chat about the weather in San Francisco and in all the other places where…", (await talk.ReadAsync()).Title);

        using var patched = await client.PatchAsJsonAsync($"/api/chat/{talk.Id}", new { title = " Fog ", visibility = "public" }, TestContext.Current.CancellationToken);
        var row = await patched.Content.ReadFromJsonAsync<ChatSummary>(JsonSerializerOptions.Web, TestContext.Current.CancellationToken);
        Assert.Equal(("Fog", "public", _user.Id), (row!.Title, row.Visibility, row.UserId));
        foreach (var wrong in new object[] { new { title = "" }, new { title = new string('x', 201) }, new { title = "a\0" }, new { visibility = "x" }, new { owner = "x" } })
        {
            using var refused = await client.PatchAsJsonAsync($"/api/chat/{talk.Id}", wrong, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var deleted = await client.DeleteFromJsonAsync<ChatSummary>($"/api/chat?id={talk.Id}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken);
        Assert.Equal(row, deleted);
        Assert.Empty((await ListAsync("")).Chats);
    }

    [Fact]
    public async Task A_long_chat_is_read_page_by_page_from_its_end()
    {
        var talk = new Talk(host.ClientFor(_user));
        foreach (var number in Enumerable.Range(0, 3))
        {
            var text = Talk.UniqueText($"Question {number}");
            host.Agent.On(text).Say($"Answer {number}").End();
            using var response = await talk.SayAsync(text);
            await response.AllAsync();
        }

        var whole = (await talk.ReadAsync()).Messages;
        Assert.Equal(["user", "assistant", "user", "assistant", "user", "assistant"], whole.Select(message => message.Role));
        var newest = await talk.ReadAsync("?limit=4");
        Assert.Equal(whole.Skip(2).Select(message => message.Id), newest.Messages.Select(message => message.Id));
        Assert.True(newest.HasMore);
        var older = await talk.ReadAsync($"?limit=4&before={newest.Messages[0].Id}");
        Assert.Equal(whole.Take(2).Select(message => message.Id), older.Messages.Select(message => message.Id));
        Assert.False(older.HasMore);
    }

    private static List<Guid> Ids(ChatHistory history) => [.. history.Chats.Select(chat => chat.Id)];

    private async Task<ChatHistory> ListAsync(string query) =>
        (await host.ClientFor(_user).GetFromJsonAsync<ChatHistory>($"/api/history{query}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;

    private async Task<List<Guid>> AddAsync(IReadOnlyList<string> titles, Func<int, DateTimeOffset> createdAt)
    {
        var chats = titles.Select((title, number) =>
            Conversation.Start(new(Guid.CreateVersion7()), new(_user.Id), Visibilities.Private, title, createdAt(number))).ToList();
        await host.InDatabaseAsync(db =>
        {
            db.AddRange(chats);
            db.Add(Conversation.Start(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Visibilities.Public, titles[0], Start));
            return db.SaveChangesAsync();
        });
        return [.. chats.OrderBy(chat => chat.CreatedAt).ThenBy(chat => chat.Id.Value).Select(chat => chat.Id.Value)];
    }
}
