using System.Text.Json.Nodes;
using Chatbot.Chat.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>Archives as the product writes them, and what becomes of them.</summary>
internal static class SampleArchives
{
    public static (int, int, int) Counts(ImportProgress import)
    {
        Assert.Equal(("succeeded", null), (import.State, import.Error));
        return (import.Chats, import.Messages, import.Skipped);
    }

    public static string Archive(params JsonNode?[] chats) =>
        new JsonObject { ["format"] = "chatbot-archive", ["version"] = 1, ["exportedAt"] = "2026-01-01T00:00:00Z", ["chats"] = new JsonArray(chats), ["later"] = new JsonArray(1, 2) }.ToJsonString();

    public static JsonObject ChatOf(Guid id, params JsonNode[] messages) =>
        new() { ["id"] = id, ["title"] = "Brought in", ["createdAt"] = "2026-01-01T00:00:00Z", ["messages"] = new JsonArray(messages), ["unknown"] = true };

    public static JsonObject Message(Guid id, Guid? parent, string role, string text) => new()
    {
        ["id"] = id,
        ["parentId"] = parent,
        ["role"] = role,
        ["parts"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["state"] = "complete",
        ["createdAt"] = "2026-01-01T00:00:01Z",
    };
}
