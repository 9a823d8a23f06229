using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>The body of <c>POST /chat/completions</c>; what is not asked for is left out, since not every server takes every field.</summary>
internal static class CompletionRequest
{
    public static JsonObject Of(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject
        {
            ["model"] = options?.ModelId ?? model,
            ["messages"] = OpenAiMessages.Of(messages),
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
        };
        if (options?.MaxOutputTokens is { } limit) body["max_tokens"] = limit;
        if (options?.Tools?.OfType<AIFunctionDeclaration>().Select(Tool).ToArray() is { Length: > 0 } tools) body["tools"] = new JsonArray(tools);
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format) body["response_format"] = Format(format, schema);
        return body;
    }

    private static JsonNode Tool(AIFunctionDeclaration tool) => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()) },
    };

    private static JsonObject Format(ChatResponseFormatJson format, JsonElement schema) => new()
    {
        ["type"] = "json_schema",
        ["json_schema"] = new JsonObject { ["name"] = format.SchemaName ?? "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
    };
}
