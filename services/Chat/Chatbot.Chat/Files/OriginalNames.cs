using System.Globalization;
using System.Text;

namespace Chatbot.Chat.Files;

/// <summary>The name that a person's file had, made fit for showing: one line of 1 to 100 characters, without a folder and without tricks.</summary>
internal static class OriginalNames
{
    public const int Longest = 100;

    private const string NotInNames = "<>:\"|?*";

    public static string Clean(string? given, string fallback)
    {
        // Half a character comes as a replacement character.
        var name = new StringBuilder();
        foreach (var rune in (given ?? "").Split('/', '\\')[^1].EnumerateRunes())
        {
            // Format characters turn the direction of a name around, and hide what it ends with.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) continue;
            name.Append(rune.IsAscii && NotInNames.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        var clean = Shorten(name.ToString().Trim(' ', '.'));
        return clean.Length > 0 ? clean : fallback;
    }

    // The end stays: it says what kind of file it is.
    private static string Shorten(string name)
    {
        if (name.Length <= Longest) return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > 12) extension = "";
        var cut = Longest - extension.Length;
        if (char.IsHighSurrogate(name[cut - 1])) cut--;
        return name[..cut] + extension;
    }
}
