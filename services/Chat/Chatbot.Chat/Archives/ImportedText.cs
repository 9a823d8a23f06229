using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>Text of an archive within what a chat takes.</summary>
internal static class ImportedText
{
    private const int Longest = 200_000;
    private const int LongestLine = 200;

    /// <summary>PostgreSQL keeps no NUL; what is too long is cut, and says so.</summary>
    public static string Of(string? text)
    {
        text = text?.Replace("\0", "", StringComparison.Ordinal) ?? "";
        return text.Length <= Longest ? text : $"{Cut(text, Longest)}\n\n[The rest was longer than what is taken.]";
    }

    /// <summary>Stands where something is that can't be brought in: <c>[image]</c>.</summary>
    public static TextPart Note(string? what) => new($"[{LineOf(what) ?? "part"}]");

    /// <summary>A title, a model's id or a sentence.</summary>
    public static string? LineOf(string? text)
    {
        if (text is null) return null;
        text = string.Concat(text.Where(character => !char.IsControl(character))).Trim();
        return text.Length == 0 ? null : Cut(text, LongestLine);
    }

    public static string TitleOf(string? title, IReadOnlyList<ImportedMessage> messages) =>
        LineOf(title) ?? TitleFromText.Of(messages.Select(message => MessageParts.TextOf(message.Parts)).FirstOrDefault(text => text.Length > 0) ?? "");

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
