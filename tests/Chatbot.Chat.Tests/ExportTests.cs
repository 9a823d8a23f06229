using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

public sealed class ExportTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task The_file_has_every_chat_with_all_of_its_branches_and_votes()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Whole \"tree\"", null, "Question", "Answer \u00e9\u6771\ud83d\ude00", "Question", "Answer");
        var branch = chat.Chat.Say(new(Guid.CreateVersion7()), null, [new TextPart("Edited"), new FilePart("image/png", "a.png", "/api/files/a.png")], TimeProvider.System.GetUtcNow().AddSeconds(1));
        await host.InDatabaseAsync(db =>
        {
            db.Add(branch);
            return db.SaveChangesAsync();
        });
        var client = host.ClientFor(_user);
        using (await client.PatchAsJsonAsync("/api/vote", new { chatId = chat.Id, messageId = chat.Messages[1].Id.Value, type = "down" }, TestContext.Current.CancellationToken))
        using (await client.PatchAsJsonAsync($"/api/chat/{chat.Id}", new { pinned = true }, TestContext.Current.CancellationToken))
        {
        }

        var archive = await client.ExportAsync();
        Assert.Equal(("chatbot-archive", 1), (archive.GetProperty("format").GetString(), archive.GetProperty("version").GetInt32()));
        var written = Assert.Single(archive.GetProperty("chats").EnumerateArray());
        Assert.Equal((chat.Id, "Whole \"tree\"", true), (written.GetProperty("id").GetGuid(), written.GetProperty("title").GetString(), written.GetProperty("pinned").GetBoolean()));
        var messages = written.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(chat.Messages.Select(message => message.Id.Value).Append(branch.Id.Value), messages.Select(message => message.GetProperty("id").GetGuid()));
        Assert.Equal("Answer \u00e9\u6771\ud83d\ude00", messages[1].GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal(12.3, messages[1].GetProperty("usage").GetProperty("tokensPerSecond").GetDouble());
        Assert.Equal("/api/files/a.png", messages[4].GetProperty("parts")[1].GetProperty("url").GetString());
        Assert.False(messages[4].TryGetProperty("parentId", out _));
        Assert.Equal($$"""[{"messageId":"{{chat.Messages[1].Id}}","isUpvoted":false}]""", written.GetProperty("votes").GetRawText());
    }

    [Fact]
    public async Task It_is_a_download_with_the_day_in_its_name_and_nobody_keeps_it()
    {
        using var response = await host.ClientFor(_user).GetAsync(new Uri("/api/export", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Matches(@"^chatbot-archive-\d{4}-\d\d-\d\d\.json$", response.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Empty((await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("chats").EnumerateArray());
    }

    [Fact]
    public async Task More_than_a_page_of_chats_and_of_messages_is_written_once_each_and_none_of_others_or_deleted()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var longest = await StoredChat.AddAsync(host, _user, "Long", at, [.. Enumerable.Range(0, 121).Select(number => $"Message {number}")]);
        var deleted = await StoredChat.AddAsync(host, _user, "Deleted", at);
        await StoredChat.AddAsync(host, TestUser.Regular(), "Another person's", at, "Secret", "Secret");
        var ids = Enumerable.Range(0, 701).Select(_ => Guid.CreateVersion7()).ToList();
        await host.InDatabaseAsync(async db =>
        {
            foreach (var id in ids) db.Add(Conversation.Start(new(id), new(_user.Id), Visibilities.Private, "Many", at));
            await db.SaveChangesAsync();
            return await db.Conversations.Where(row => row.Id == deleted.Chat.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow()));
        });

        var chats = (await host.ClientFor(_user).ExportAsync()).GetProperty("chats").EnumerateArray().ToList();
        Assert.Equal(ids.Append(longest.Id).Order(), chats.Select(chat => chat.GetProperty("id").GetGuid()).Order());
        var messages = chats.Single(chat => chat.GetProperty("id").GetGuid() == longest.Id).GetProperty("messages").EnumerateArray();
        Assert.Equal(longest.Messages.Select(message => message.Id.Value), messages.Select(message => message.GetProperty("id").GetGuid()));
    }
}
