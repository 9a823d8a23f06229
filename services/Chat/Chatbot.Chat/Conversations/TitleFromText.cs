namespace Chatbot.Chat.Conversations;

/// <summary>A chat's title from its first words: no model is asked for it, so none is loaded for it.</summary>
internal static class TitleFromText
{
    private const int Longest = 80;

    /// <summary>Of a message; one without words is called as its first file is.</summary>
    public static string Of(IReadOnlyList<MessagePart> parts)
    {
        var text = MessageParts.TextOf(parts);
        return Of(string.IsNullOrWhiteSpace(text) && parts.OfType<FilePart>().FirstOrDefault() is { } file ? file.Name : text);
    }

    public static string Of(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        words = string.Concat(words.Where(character => !char.IsControl(character)));
        if (words.Length == 0) return "New chat";
        if (words.Length <= Longest) return words;

        var cut = words.LastIndexOf(' ', Longest - 1);
        if (cut < Longest / 2) cut = char.IsHighSurrogate(words[Longest - 2]) ? Longest - 2 : Longest - 1;
        return $"{words[..cut]}…";
    }
}
