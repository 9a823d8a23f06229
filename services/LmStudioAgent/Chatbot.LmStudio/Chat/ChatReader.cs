using System.Text.Json;

namespace Chatbot.LmStudio.Chat;

/// <summary>Reads <c>chat.completion.chunk</c>, and <c>chat.completion</c> where the answer comes in one piece.</summary>
internal static class ChatReader
{
    public static ChatChunk Read(JsonElement chunk)
    {
        var choice = chunk.Items("choices").FirstOrDefault();
        var delta = choice.Field("delta") ?? choice.Field("message") ?? default;
        return new ChatChunk(
            NotEmpty(delta.Text("content")),
            NotEmpty(delta.Text("reasoning_content")) ?? NotEmpty(delta.Text("reasoning")),
            [.. delta.Items("tool_calls").Select(Fragment)],
            choice.Text("finish_reason"),
            chunk.Field("usage") is { ValueKind: JsonValueKind.Object } usage ? Usage(usage) : null);
    }

    public static bool IsEmpty(ChatChunk chunk) => chunk is { Content: null, Reasoning: null, ToolCalls.Count: 0, FinishReason: null, Usage: null };

    private static ToolCallFragment Fragment(JsonElement call, int position)
    {
        var function = call.Field("function") ?? default;
        return new ToolCallFragment(call.Int("index") ?? position, call.Text("id"), NotEmpty(function.Text("name")), function.Text("arguments"));
    }

    private static ChatUsage Usage(JsonElement usage) =>
        new(usage.Long("prompt_tokens"), usage.Long("completion_tokens"), usage.Field("completion_tokens_details")?.Long("reasoning_tokens"));

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
