using System.Text.Json;

namespace Chatbot.LmStudio.Chat;

/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>.</param>
/// <param name="Content">Null where <see cref="Parts"/> or <see cref="ToolCalls"/> stand instead.</param>
public sealed record ChatMessage(string Role, string? Content)
{
    /// <summary>Text and images in OpenAI's shape, instead of <see cref="Content"/>.</summary>
    public JsonElement? Parts { get; init; }

    /// <summary>Of an assistant, in OpenAI's shape.</summary>
    public JsonElement? ToolCalls { get; init; }

    /// <summary>Which call a tool answers.</summary>
    public string? ToolCallId { get; init; }
}
