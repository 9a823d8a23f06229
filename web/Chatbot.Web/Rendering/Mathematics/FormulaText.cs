using System.Buffers;
using System.Text.RegularExpressions;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>Where a formula inside of a line ends.</summary>
internal static partial class FormulaText
{
    // Whoever opens one again and again is not searched for an end through the whole text each time.
    private const int Longest = 2000;

    private static readonly SearchValues<char> InNotes = SearchValues.Create(" \t\r\n0123456789,");

    /// <param name="text">Begins with the sign that may open a formula.</param>
    /// <param name="before">The character before it.</param>
    public static FormulaSpan? Find(ReadOnlySpan<char> text, char before)
    {
        if (text.Length > Longest) text = text[..Longest];
        if (text.StartsWith("\\(")) return Between(text, "\\)", isDisplay: false);
        if (text.StartsWith("\\[")) return Between(text, "\\]", isDisplay: true);
        if (text.StartsWith("$$")) return Between(text, "$$", isDisplay: true);
        return text.StartsWith("$") && !char.IsLetterOrDigit(before) && before is not ('$' or '\\') ? Dollars(text) : null;
    }

    private static FormulaSpan? Between(ReadOnlySpan<char> text, string closer, bool isDisplay)
    {
        var end = text[2..].IndexOf(closer);
        if (end <= 0 || text.Slice(2, end).IsWhiteSpace()) return null;
        return closer == "\\]" && IsNote(text.Slice(2, end)) ? null : new FormulaSpan(2, end + 2, end + 4, isDisplay);
    }

    /// <summary>"\[1\]", "\[2, 3\]": brackets of a reference that were escaped; a formula has more than numbers.</summary>
    public static bool IsNote(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(InNotes);

    private static FormulaSpan? Dollars(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || char.IsWhiteSpace(text[1]) || text[1] == '$') return null;
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] == '\n') return null;
            if (text[index] == '\\') index++;
            else if (text[index] == '$')
            {
                var isEnd = !char.IsWhiteSpace(text[index - 1]) && (index + 1 >= text.Length || !char.IsLetterOrDigit(text[index + 1]));
                return isEnd && !Prose().IsMatch(text[1..index]) ? new FormulaSpan(1, index, index + 1, false) : null;
            }
        }

        return null;
    }

    // "5 or 10": a number and a word.
    [GeneratedRegex(@"^\d[^\\]*(?<![\\A-Za-z])[A-Za-z]{2,}")]
    private static partial Regex Prose();
}

/// <param name="From">Of the formula, without its signs.</param>
/// <param name="To">Behind it.</param>
/// <param name="Length">With its signs.</param>
internal readonly record struct FormulaSpan(int From, int To, int Length, bool IsDisplay);
