using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.Chat.Archives;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using static Chatbot.Chat.Tests.Support.SampleArchives;

namespace Chatbot.Chat.Tests;

/// <summary>What is no archive, or not all of one, and when none is taken.</summary>
public sealed class ImportRefusalTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    private HttpClient Client => host.ClientFor(_user);

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
    public async Task A_chat_that_cant_be_read_is_skipped_and_those_around_it_are_not()
    {
        var (first, last) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var hugeNumber = Message(Guid.CreateVersion7(), null, "assistant", "x");
        hugeNumber["parts"] = JsonNode.Parse("""[{"type":"tool-x","toolCallId":"1","state":"output-available","input":{"n":1e999999},"output":1}]""");
        var archive = Archive(
            ChatOf(first, Message(Guid.CreateVersion7(), null, "user", "One")),
            JsonValue.Create(7),
            null,
            new JsonObject { ["id"] = "no-uuid" },
            ChatOf(Guid.CreateVersion7()),
            ChatOf(Guid.CreateVersion7(), hugeNumber),
            ChatOf(last, Message(Guid.CreateVersion7(), null, "user", "Two")));

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
        var archive = Archive(ChatOf(id, Message(Guid.CreateVersion7(), null, "user", "Whole")), ChatOf(Guid.CreateVersion7(), Message(Guid.CreateVersion7(), null, "user", "Cut")));
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
            { Imports.Raw(Encoding.UTF8.GetBytes($"\uFEFF {Archive(ChatOf(id, Message(Guid.CreateVersion7(), null, "user", "By form")))}")), "file", "archive.json" },
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
}
