using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Archives;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Files;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

public sealed class ImportTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    private HttpClient Client => host.ClientFor(_user);

    [Fact]
    public async Task What_was_exported_and_removed_comes_back_as_it_was_under_the_same_ids()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Round trip", null, "Question", "Answer", "Question", "Answer");
        var before = await Client.ExportAsync();
        var shown = await new Talk(Client) { Id = chat.Id }.ReadAsync();
        await host.InDatabaseAsync(db => db.Conversations.Where(row => row.Id == chat.Chat.Id).ExecuteDeleteAsync());

        Assert.Equal((1, 4, 0), Counts(await Client.ImportAsync(before.GetRawText())));
        Assert.Equal(before.GetProperty("chats").GetRawText(), (await Client.ExportAsync()).GetProperty("chats").GetRawText());
        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(await new Talk(Client) { Id = chat.Id }.ReadAsync()));
    }

    [Fact]
    public async Task A_boundary_that_is_too_long_is_400()
    {
        using var content = new MultipartFormDataContent(new string('b', 70));
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={new string('b', 5000)}");
        using var response = await Client.SendImportAsync(content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
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
        var older = Archive(Chat(chat.Id, Message(chat.Messages[0].Id.Value, null, "user", "Question")));
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
        await client.ImportAsync(Archive(Chat(id, Message(question, null, "user", text), broken)));
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
        var archive = Archive(Chat(theirs.Id, Message(question, null, "user", "Mine")), Chat(own, Message(question, answer, "user", "Mine too")));
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
        var chat = Chat(id, Message(Guid.CreateVersion7(), null, "user", "Hello"));
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
        var chat = Chat(id, odd, running, Message(a, null, "user", "First"), system);
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
        await Client.ImportAsync(Archive(Chat(id, message)));

        var parts = (await new Talk(Client) { Id = id }.ReadAsync()).Messages[0].Parts;
        Assert.Equal($$"""{"type":"file","mediaType":"image/png","name":"a.png","url":"/api/files/{{mine.Name}}"}""", parts[1].GetRawText());
        Assert.All(parts.Skip(2), part => Assert.Equal("[file: a.png]", part.GetProperty("text").GetString()));
        Assert.Equal([mine.Name], await host.InDatabaseAsync(db => db.MessageFiles.Where(shown => shown.FileName == mine.Name || shown.FileName == theirs.Name).Select(shown => shown.FileName).ToListAsync()));
    }

    [Fact]
    public async Task A_chat_that_cant_be_read_is_skipped_and_those_around_it_are_not()
    {
        var (first, last) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var hugeNumber = Message(Guid.CreateVersion7(), null, "assistant", "x");
        hugeNumber["parts"] = JsonNode.Parse("""[{"type":"tool-x","toolCallId":"1","state":"output-available","input":{"n":1e999999},"output":1}]""");
        var archive = Archive(
            Chat(first, Message(Guid.CreateVersion7(), null, "user", "One")),
            JsonValue.Create(7),
            null,
            new JsonObject { ["id"] = "no-uuid" },
            Chat(Guid.CreateVersion7()),
            Chat(Guid.CreateVersion7(), hugeNumber),
            Chat(last, Message(Guid.CreateVersion7(), null, "user", "Two")));

        Assert.Equal((2, 2, 5), Counts(await Client.ImportAsync(archive)));
        Assert.Equal(new[] { first, last }.Order(), (await Client.ExportAsync()).GetProperty("chats").EnumerateArray().Select(chat => chat.GetProperty("id").GetGuid()).Order());
    }

    [Theory]
    [InlineData("""{"hello":1}""", "neither an export")]
    [InlineData("""{"chats":[]}""", "neither an export")]
    [InlineData("""{"format":"chatbot-archive","version":2,"chats":[]}""", "version 2")]
    [InlineData("""{"format":"chatbot-archive","version":1}""", "neither an export")]
    [InlineData("""{"format":"chatbot-archive","version":1,"chats":[{"id":"0197a0c2""", "not whole")]
    [InlineData("[{]", "not whole")]
    [InlineData("[", "not whole")]
    [InlineData("   ", "not whole")]
    public async Task A_file_that_is_no_whole_archive_ends_as_failed_with_a_sentence(string body, string sentence)
    {
        var ended = await Client.ImportAsync(body);
        Assert.Equal("failed", ended.State);
        Assert.Contains(sentence, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_before_the_cut_stays()
    {
        var id = Guid.CreateVersion7();
        var archive = Archive(Chat(id, Message(Guid.CreateVersion7(), null, "user", "Whole")), Chat(Guid.CreateVersion7(), Message(Guid.CreateVersion7(), null, "user", "Cut")));
        var ended = await Client.ImportAsync(archive[..^40]);

        Assert.Equal(("failed", 1), (ended.State, ended.Chats));
        Assert.Single((await new Talk(Client) { Id = id }.ReadAsync()).Messages);
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "zip")]
    [InlineData("hello", "neither")]
    [InlineData("", "empty")]
    public async Task What_can_be_told_at_once_is_told_at_once(string body, string cause)
    {
        using var response = await Client.SendImportAsync(Imports.Raw(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(cause, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_form_is_taken_too_and_a_form_without_one_or_another_type_is_not()
    {
        var id = Guid.CreateVersion7();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ignored"), "note" },
            { Imports.Raw(Encoding.UTF8.GetBytes($"\uFEFF {Archive(Chat(id, Message(Guid.CreateVersion7(), null, "user", "By form")))}")), "file", "archive.json" },
        };
        Assert.Equal((1, 1, 0), Counts(await Client.ImportAsync(form)));

        using var without = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var plain = new StringContent("[]", Encoding.UTF8, "text/plain");
        foreach (var content in new HttpContent[] { without, plain })
        {
            using var response = await Client.SendImportAsync(content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("file:", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_one_person_one_import_runs_at_a_time_and_that_of_a_lost_replica_ends_as_failed()
    {
        var import = new Import { Id = new(Guid.CreateVersion7()), OwnerId = new(_user.Id), State = ImportStates.Running, Replica = $"killed-{_user.Id}", CreatedAt = TimeProvider.System.GetUtcNow() };
        await host.InDatabaseAsync(db =>
        {
            db.Add(import);
            return db.SaveChangesAsync();
        });
        using (var second = await Client.SendImportAsync(Imports.Raw("[]"u8.ToArray()))) Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("running", (await Client.ImportAsync(import.Id.Value)).State);

        await host.InDatabaseAsync(db => db.Imports.Where(row => row.Id == import.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.CreatedAt, row => row.CreatedAt.AddHours(-1))));
        await Eventually.TrueAsync(async () => (await Client.ImportAsync(import.Id.Value)).State == "failed", "it is told as failed");
        Assert.Contains("send it again", (await Client.ImportAsync(import.Id.Value)).Error, StringComparison.Ordinal);
        Assert.Equal("succeeded", (await Client.ImportAsync("[]")).State);
    }

    private static (int, int, int) Counts(ImportProgress import)
    {
        Assert.Equal(("succeeded", null), (import.State, import.Error));
        return (import.Chats, import.Messages, import.Skipped);
    }

    private static string Archive(params JsonNode?[] chats) =>
        new JsonObject { ["format"] = "chatbot-archive", ["version"] = 1, ["exportedAt"] = "2026-01-01T00:00:00Z", ["chats"] = new JsonArray(chats), ["later"] = new JsonArray(1, 2) }.ToJsonString();

    private static JsonObject Chat(Guid id, params JsonNode[] messages) =>
        new() { ["id"] = id, ["title"] = "Brought in", ["createdAt"] = "2026-01-01T00:00:00Z", ["messages"] = new JsonArray(messages), ["unknown"] = true };

    private static JsonObject Message(Guid id, Guid? parent, string role, string text) => new()
    {
        ["id"] = id,
        ["parentId"] = parent,
        ["role"] = role,
        ["parts"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["state"] = "complete",
        ["createdAt"] = "2026-01-01T00:00:01Z",
    };

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
