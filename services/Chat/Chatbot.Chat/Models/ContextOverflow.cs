using System.Globalization;

namespace Chatbot.Chat.Models;

/// <summary>A chat that is longer than what the model can read at once.</summary>
internal static class ContextOverflow
{
    // llama.cpp's, LM Studio's and OpenAI's words for it.
    private static readonly string[] Words = ["context length", "context_length", "context size", "context window", "context the overflows"];

    public static bool IsSaidBy(string error) => Words.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static ModelCallException Of(int? tokens, Exception? inner = null) => new(
        tokens is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"This chat is longer than the {known:N0} tokens that the model was loaded with. Start a new chat, or load the model with a longer context.")
            : "This chat is longer than the model can read at once. Start a new chat, or choose a model with a longer context.",
        inner)
    {
        IsOverflow = true,
    };
}
