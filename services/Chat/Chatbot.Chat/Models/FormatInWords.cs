using System.Text.Json;

namespace Chatbot.Chat.Models;

/// <summary>What a model is told where its server takes no <c>response_format</c>.</summary>
internal static class FormatInWords
{
    /// <param name="schema">Null where any JSON will do.</param>
    public static string Of(JsonElement? schema) => schema is { } given
        ? $"Answer with JSON alone, without any words around it, that matches this JSON schema:\n{given.GetRawText()}"
        : "Answer with one JSON object alone, without any words around it.";
}
