namespace Chatbot.Web.Rendering;

internal static class CodeLanguage
{
    /// <summary>The label of a code block from its info string, the first word of it.</summary>
    public static string Name(string? info)
    {
        var word = (info ?? "").Split(' ', 2, StringSplitOptions.TrimEntries)[0];
        return word.Length is > 0 and <= 40 ? word.ToLowerInvariant() : "text";
    }
}
