using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Titles;

/// <summary>What a model says when it is asked for a title: <c>**Title:** "Why the Sky Is Blue"</c>.</summary>
internal static class CleanTitle
{
    private const string Label = "title:";
    private static readonly char[] Wrapping = [' ', '"', '\'', '“', '”', '„', '«', '»', '`', '*', '#', '_'];

    /// <summary>Null where nothing is left.</summary>
    public static string? Of(string said)
    {
        var line = said.Split('\n').Select(Unwrap).FirstOrDefault(line => line.Length > 0);
        return line is null ? null : TitleFromText.Of(line);
    }

    private static string Unwrap(string line)
    {
        line = string.Concat(line.Where(character => !char.IsControl(character))).Trim(Wrapping);
        if (line.StartsWith(Label, StringComparison.OrdinalIgnoreCase)) line = line[Label.Length..].Trim(Wrapping);
        return line.TrimEnd('.').TrimEnd(Wrapping);
    }
}
