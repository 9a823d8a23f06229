using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

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
