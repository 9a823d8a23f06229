using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Messages as OpenAI-compatible servers take them: <c>{"role":"user","content":"..."}</c>, with images
/// <c>"content":[{"type":"text","text":"..."},{"type":"image_url","image_url":{"url":"data:image/png;base64,..."}}]</c>, and each
/// result of a tool as a message of its own.
/// </summary>
internal static class OpenAiMessages
{
    public static JsonArray Of(IEnumerable<ChatMessage> messages) => [.. messages.SelectMany(Of)];

    private static IEnumerable<JsonObject> Of(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count > 0) return results.Select(Result);

        var said = new JsonObject { ["role"] = message.Role.Value, ["content"] = Content(message) };
        if (Calls(message) is { Count: > 0 } calls) said["tool_calls"] = calls;
        return [said];
    }

    // A plain string wherever it can be one: not every server takes a list.
    private static JsonNode Content(ChatMessage message)
    {
        if (!message.Contents.Any(content => content is DataContent)) return message.Text;
        var parts = new JsonArray();
        foreach (var content in message.Contents)
        {
            if (content is TextContent text) parts.Add(new JsonObject { ["type"] = "text", ["text"] = text.Text });
            else if (content is DataContent data) parts.Add(new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = data.Uri } });
        }

        return parts;
    }

    private static JsonArray Calls(ChatMessage message) =>
    [
        .. message.Contents.OfType<FunctionCallContent>().Select(JsonNode (call) => new JsonObject
        {
            ["id"] = call.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()) },
        }),
    ];

    private static JsonObject Result(FunctionResultContent result) => new()
    {
        ["role"] = "tool",
        ["tool_call_id"] = result.CallId,
        ["content"] = result.Result is string text ? text : JsonSerializer.Serialize(result.Result),
    };
}
