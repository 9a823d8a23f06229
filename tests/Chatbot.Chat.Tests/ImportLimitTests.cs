using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.Chat.Archives;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

/// <summary>The service under test takes 3 MB, of which 1 MB for a chat, and 100 messages of one.</summary>
public sealed class ImportLimitTests(ChatHost host)
{
    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    [Fact]
    public async Task An_archive_that_is_too_large_is_refused_while_it_is_read()
    {
        foreach (var form in new[] { false, true })
        {
            var archive = Imports.Raw(Encoding.UTF8.GetBytes($"[\"{new string('x', 3 * 1024 * 1024)}\"]"));
            using HttpContent content = form ? new MultipartFormDataContent { { archive, "file", "conversations.json" } } : archive;
            using var response = await _client.SendImportAsync(content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("3 MB", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chat_that_is_too_large_or_too_long_is_skipped_and_those_around_it_are_not()
    {
        var ended = await _client.ImportAsync($"[{Chat("a", 1, 10)},{Chat("b", 6, 200_000)},{Chat("c", 100, 10)},{Chat("d", 101, 10)},{Chat("e", 2, 10)}]");
        Assert.Equal(("succeeded", 3, 103, 2), (ended.State, ended.Chats, ended.Messages, ended.Skipped));
    }

    [Fact]
    public async Task Of_one_person_one_archive_is_received_at_a_time_and_one_that_is_cut_leaves_room_for_the_next()
    {
        using var cut = new CancellationTokenSource();
        // One that follows redirects would wait for the whole body first.
        using var streaming = host.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var header in _client.DefaultRequestHeaders) streaming.DefaultRequestHeaders.TryAddWithoutValidation(header.Key, header.Value);
        var first = Begin();

        // No archive at all, so that it is refused for that until the first one is being received; but where this one was
        // being looked at when the first one came, that was refused.
        await Eventually.TrueAsync(
            async () =>
            {
                if (first.IsCompleted) first = Begin();
                return await StatusAsync("x") == HttpStatusCode.Conflict;
            },
            "the first one has the place");
        Assert.Equal("succeeded", (await host.ClientFor(TestUser.Regular()).ImportAsync("[]")).State);

        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Eventually.TrueAsync(async () => await StatusAsync("x") == HttpStatusCode.BadRequest, "the place is free again");
        Assert.Equal("succeeded", (await _client.ImportAsync("[]")).State);

        async Task<HttpResponseMessage> Begin()
        {
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync("["u8.ToArray(), CancellationToken.None);
            var slow = new StreamContent(pipe.Reader.AsStream());
            slow.Headers.ContentType = new("application/json");
            return await streaming.PostAsync(new Uri("/api/import", UriKind.Relative), slow, cut.Token);
        }
    }

    [Fact]
    public async Task Imports_that_ended_long_ago_are_forgotten_and_others_are_not()
    {
        var person = new PersonId(Guid.CreateVersion7());
        var now = TimeProvider.System.GetUtcNow();
        var (old, young) = (Ended(person, now.AddDays(-8)), Ended(person, now.AddDays(-6)));
        await host.InDatabaseAsync(db =>
        {
            db.AddRange(old, young);
            return db.SaveChangesAsync();
        });

        await Eventually.TrueAsync(() => host.InDatabaseAsync(async db => !await db.Imports.AnyAsync(import => import.Id == old.Id)), "the old one is forgotten");
        Assert.True(await host.InDatabaseAsync(db => db.Imports.AnyAsync(import => import.Id == young.Id)));
    }

    private static Import Ended(PersonId person, DateTimeOffset at) => new()
    {
        Id = new(Guid.CreateVersion7()),
        OwnerId = person,
        State = ImportStates.Succeeded,
        Replica = "gone",
        CreatedAt = at.AddMinutes(-1),
        EndedAt = at,
    };

    private async Task<HttpStatusCode> StatusAsync(string body)
    {
        using var response = await _client.SendImportAsync(Imports.Raw(Encoding.UTF8.GetBytes(body)));
        return response.StatusCode;
    }

    private static string Chat(string id, int messages, int length)
    {
        var mapping = new JsonObject();
        foreach (var number in Enumerable.Range(0, messages))
        {
            mapping[$"{number}"] = new JsonObject
            {
                ["parent"] = $"{number - 1}",
                ["message"] = new JsonObject
                {
                    ["author"] = new JsonObject { ["role"] = "user" },
                    ["content"] = new JsonObject { ["content_type"] = "text", ["parts"] = new JsonArray(new string('x', length)) },
                },
            };
        }

        return new JsonObject { ["id"] = id, ["title"] = id, ["mapping"] = mapping }.ToJsonString();
    }
}
