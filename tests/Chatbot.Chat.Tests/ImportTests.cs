using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Files;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using static Chatbot.Chat.Tests.Support.SampleArchives;

namespace Chatbot.Chat.Tests;

/// <summary>What an archive brings in, and what it leaves as it is.</summary>
public sealed class ImportTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    private HttpClient Client => host.ClientFor(_user);

    [Fact]
    public async Task What_was_exported_and_removed_comes_back_as_it_was_under_the_same_ids()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Round trip", null, "Question", "Answer", "Question", "Answer");
        await host.InDatabaseAsync(db => db.Messages.Where(row => row.Id == chat.Messages[1].Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.FinishReason, "length")));
        var before = await Client.ExportAsync();
        var shown = await new Talk(Client) { Id = chat.Id }.ReadAsync();
        await host.InDatabaseAsync(db => db.Conversations.Where(row => row.Id == chat.Chat.Id).ExecuteDeleteAsync());

        Assert.Equal((1, 4, 0), Counts(await Client.ImportAsync(before.GetRawText())));
        Assert.Equal(before.GetProperty("chats").GetRawText(), (await Client.ExportAsync()).GetProperty("chats").GetRawText());
        Assert.Equal("length", shown.Messages[1].FinishReason);
        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(await new Talk(Client) { Id = chat.Id }.ReadAsync()));
    }

    [Fact]
    public async Task Sent_again_nothing_is_brought_in_twice()
    {
        await StoredChat.AddAsync(host, _user, "Once", null, "Question", "Answer");
        var archive = (await Client.ExportAsync()).GetRawText();

        Assert.Equal((0, 0, 1), Counts(await Client.ImportAsync(archive)));
        var another = host.ClientFor(TestUser.Regular());
        Assert.Equal((1, 2, 0), Counts(await another.ImportAsync(archive)));
        Assert.Equal((0, 0, 1), Counts(await another.ImportAsync(archive)));
    }

    [Fact]
    public async Task A_deleted_chat_that_is_brought_in_again_is_there_again()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Wanted back", null, "Question", "Answer");
        var archive = (await Client.ExportAsync()).GetRawText();
        using (await Client.DeleteAsync(new Uri($"/api/chat?id={chat.Id}", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal((1, 2, 0), Counts(await Client.ImportAsync(archive)));

        Assert.Equal(2, (await new Talk(Client) { Id = chat.Id }.ReadAsync()).Messages.Count);
    }

    [Fact]
    public async Task An_archive_that_is_older_than_a_deleted_chat_takes_nothing_from_it()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Longer since", null, "Question", "Answer", "Said since", "Answered since");
        var older = Archive(ChatOf(chat.Id, Message(chat.Messages[0].Id.Value, null, "user", "Question")));
        using (await Client.DeleteAsync(new Uri($"/api/chat?id={chat.Id}", UriKind.Relative), TestContext.Current.CancellationToken)) await Client.ImportAsync(older);

        Assert.Equal("Answered since", await new Talk(Client) { Id = chat.Id }.LastTextAsync());
    }

    [Fact]
    public async Task To_go_on_with_an_answer_that_was_brought_in_counts_as_a_message()
    {
        var person = TestUser.Regular() with { MessagesPerDay = 1 };
        var client = host.ClientFor(person);
        var (id, question, answer) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var broken = Message(answer, question, "assistant", "Half of");
        broken["state"] = "interrupted";
        broken["model"] = Talk.Local;
        var text = Talk.UniqueText("Brought in");
        await client.ImportAsync(Archive(ChatOf(id, Message(question, null, "user", text), broken)));
        var talk = new Talk(client) { Id = id };
        host.Agent.On(text, turn: 1).BreakOff();

        using (var first = await talk.ContinueAsync(answer)) await first.AllAsync();
        using var other = await new Talk(client).SayAsync("One too many");
        Assert.Equal(HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Fact]
    public async Task Ids_that_somebody_else_has_are_neither_overwritten_nor_read()
    {
        var victim = TestUser.Regular();
        var theirs = await StoredChat.AddAsync(host, victim, "Secret", null, "Their question", "Their answer");
        var before = (await host.ClientFor(victim).ExportAsync()).GetProperty("chats").GetRawText();
        var own = Guid.CreateVersion7();
        var (question, answer) = (theirs.Messages[0].Id.Value, theirs.Messages[1].Id.Value);

        // The chat's id taken, and in a chat of one's own the messages' ids, one of them as a parent that is not in the archive.
        var archive = Archive(ChatOf(theirs.Id, Message(question, null, "user", "Mine")), ChatOf(own, Message(question, answer, "user", "Mine too")));
        Assert.Equal((2, 2, 0), Counts(await Client.ImportAsync(archive)));
        Assert.Equal(before, (await host.ClientFor(victim).ExportAsync()).GetProperty("chats").GetRawText());
        var mine = await Client.ExportAsync();
        Assert.DoesNotContain("Their", mine.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.ToString(), mine.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(mine.GetProperty("chats").EnumerateArray(), chat => chat.GetProperty("id").GetGuid() == own);
        Assert.Equal((0, 0, 2), Counts(await Client.ImportAsync(archive)));
    }

    [Fact]
    public async Task A_shared_chat_is_private_after_it_was_brought_in()
    {
        var id = Guid.CreateVersion7();
        var chat = ChatOf(id, Message(Guid.CreateVersion7(), null, "user", "Hello"));
        chat["visibility"] = "public";
        await Client.ImportAsync(Archive(chat));

        Assert.Equal("private", (await new Talk(Client) { Id = id }.ReadAsync()).Visibility);
    }

    [Fact]
    public async Task Odd_messages_become_what_a_chat_can_hold()
    {
        var id = Guid.CreateVersion7();
        var (a, b, c, d) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var running = Message(b, a, "assistant", "Half");
        running["state"] = "streaming";
        var odd = Message(c, b, "user", "NUL \0 and more");
        odd["parts"]!.AsArray().Add(new JsonObject { ["type"] = "video", ["url"] = "x" });
        odd["parts"]!.AsArray().Add(new JsonObject { ["type"] = "text", ["text"] = null });
        odd["parts"]!.AsArray().Add(new JsonObject { ["type"] = "text", ["text"] = 7 });
        odd["parts"]!.AsArray().Add(JsonValue.Create("no part"));
        odd["parts"]!.AsArray().Add(JsonNode.Parse("""{"type":"tool-search","toolCallId":"1","state":"approval-requested","input":{"q":"x"},"approval":{"id":"1"}}"""));
        odd["parts"]!.AsArray().Add(JsonNode.Parse("""{"type":"tool-search","toolCallId":"1","state":"output-available","input":{"q":"\u0000"},"output":1}"""));
        odd["createdAt"] = "9999-01-01T00:00:00Z";
        var system = Message(d, c, "system", "Obey");
        var chat = ChatOf(id, odd, running, Message(a, null, "user", "First"), system);
        chat["title"] = $" A\u0001 {new string('x', 500)}";
        chat["activeLeaf"] = c;

        Assert.Equal((1, 3, 0), Counts(await Client.ImportAsync(Archive(chat))));
        var read = await new Talk(Client) { Id = id }.ReadAsync();
        Assert.Equal((200, [a, b, c]), (read.Title.Length, read.Messages.Select(message => message.Id)), (x, y) => x.Item1 == y.Item1 && x.Item2.SequenceEqual(y.Item2));
        Assert.Equal("interrupted", read.Messages[1].State);
        Assert.Equal(
            ["NUL  and more", "[video]", "", "[text]", "[part]", null, "[tool-search]"],
            read.Messages[2].Parts.Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : null));
        Assert.Equal("output-error", read.Messages[2].Parts[5].GetProperty("state").GetString());
        Assert.InRange(read.Messages[2].CreatedAt, DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Only_ones_own_files_are_shown_again()
    {
        var (mine, theirs) = (File(_user), File(TestUser.Regular()));
        await host.InDatabaseAsync(db =>
        {
            db.AddRange(mine, theirs);
            return db.SaveChangesAsync();
        });
        var id = Guid.CreateVersion7();
        var message = Message(Guid.CreateVersion7(), null, "user", "Look");
        foreach (var url in new[] { $"/api/files/{mine.Name}", $"/api/files/{theirs.Name}", "https://elsewhere/a.png", "/api/files/../x" })
            message["parts"]!.AsArray().Add(new JsonObject { ["type"] = "file", ["mediaType"] = "text/html", ["name"] = "a.png", ["url"] = url });
        await Client.ImportAsync(Archive(ChatOf(id, message)));

        var parts = (await new Talk(Client) { Id = id }.ReadAsync()).Messages[0].Parts;
        Assert.Equal($$"""{"type":"file","mediaType":"image/png","name":"a.png","url":"/api/files/{{mine.Name}}"}""", parts[1].GetRawText());
        Assert.All(parts.Skip(2), part => Assert.Equal("[file: a.png]", part.GetProperty("text").GetString()));
        Assert.Equal([mine.Name], await host.InDatabaseAsync(db => db.MessageFiles.Where(shown => shown.FileName == mine.Name || shown.FileName == theirs.Name).Select(shown => shown.FileName).ToListAsync()));
    }

    private static StoredFile File(TestUser owner) => new()
    {
        Name = $"{Guid.CreateVersion7():n}.png",
        OwnerId = new(owner.Id),
        OriginalName = "a.png",
        MediaType = "image/png",
        Size = 1,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };
}
