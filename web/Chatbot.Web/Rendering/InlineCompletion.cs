using System.Text;
using Chatbot.Web.Rendering.Mathematics;

namespace Chatbot.Web.Rendering;

/// <summary>Closes the emphasis, code and links that are still open at the end of one paragraph.</summary>
internal static class InlineCompletion
{
    public static string Complete(string text)
    {
        var open = new Stack<string>();
        var bracket = -1;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character is '$' or '\\' && FormulaText.Find(text.AsSpan(index), index > 0 ? text[index - 1] : '\0') is { } formula)
            {
                index += formula.Length - 1;
            }
            else if (OpensFormula(text, index) || (character == '\\' && index + 1 == text.Length))
            {
                return text[..index].TrimEnd(' ') + Closers(open); // Shown when it is whole.
            }
            else if (character == '\\')
            {
                index++;
            }
            else if (character == '`')
            {
                var run = Run(text, index);
                var close = FindRun(text, index + run, run);
                if (close < 0) return CloseCode(text, index, run) + Closers(open);
                index = close + run - 1;
            }
            else if (character is '*' or '_' or '~')
            {
                index += Emphasis(text, index, open) - 1;
            }
            else if (character == '[')
            {
                bracket = index;
            }
            else if (character == ']' && bracket >= 0)
            {
                var end = LinkEnd(text, index);
                if (end < 0) return LinkWords(text, bracket, index) + Closers(open);
                (index, bracket) = (end, -1);
            }
        }

        if (bracket >= 0) text = LinkWords(text, bracket, text.Length);
        return TrimDangling(text, open) + Closers(open);
    }

    // A dollar alone may be money, and stands there.
    private static bool OpensFormula(string text, int index) =>
        string.CompareOrdinal(text, index, "\\(", 0, 2) == 0 || string.CompareOrdinal(text, index, "\\[", 0, 2) == 0 || string.CompareOrdinal(text, index, "$$", 0, 2) == 0;

    private static int Emphasis(string text, int index, Stack<string> open)
    {
        var run = Run(text, index);
        var character = text[index];
        var afterSpace = index + run >= text.Length || char.IsWhiteSpace(text[index + run]);
        var beforeSpace = index == 0 || char.IsWhiteSpace(text[index - 1]);
        var insideWord = character == '_' && index > 0 && char.IsLetterOrDigit(text[index - 1]) && index + run < text.Length && char.IsLetterOrDigit(text[index + run]);
        if (insideWord || (character == '~' && run != 2)) return run;

        var left = run;
        while (left > 0 && !beforeSpace && open.TryPeek(out var last) && last[0] == character && last.Length <= left)
        {
            open.Pop();
            left -= last.Length;
        }

        if (left > 0 && (!afterSpace || index + run >= text.Length))
        {
            if (left >= 2) open.Push(new string(character, 2));
            if (left is 1 or 3) open.Push(character.ToString());
        }

        return run;
    }

    // "**" at the very end opens nothing yet; closing it would show "****".
    private static string TrimDangling(string text, Stack<string> open)
    {
        while (open.TryPeek(out var last) && text.EndsWith(last, StringComparison.Ordinal))
        {
            text = text[..^last.Length];
            open.Pop();
        }

        // "**bold*" is half of its own end.
        if (open.TryPeek(out var half) && half.Length == 2 && text.EndsWith(half[0]) && !text.EndsWith(half, StringComparison.Ordinal)) text = text[..^1];
        return text.TrimEnd(' ');
    }

    private static string CloseCode(string text, int start, int run) =>
        start + run >= text.Length ? text[..start] : text + new string('`', run);

    // What stands in brackets so far, without them: the address is not there yet.
    private static string LinkWords(string text, int bracket, int end)
    {
        var before = bracket > 0 && text[bracket - 1] == '!' ? bracket - 1 : bracket;
        return text[..before] + text[(bracket + 1)..end];
    }

    // The end of a whole link or of plain brackets; -1 where the address is on its way.
    private static int LinkEnd(string text, int closing)
    {
        if (closing + 1 >= text.Length) return -1;
        return text[closing + 1] == '(' ? text.IndexOf(')', closing + 2) : closing;
    }

    private static int Run(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] == text[start]) end++;
        return end - start;
    }

    private static int FindRun(string text, int from, int length)
    {
        for (var index = from; index < text.Length; index++)
        {
            if (text[index] != '`') continue;
            var run = Run(text, index);
            if (run == length) return index;
            index += run - 1;
        }

        return -1;
    }

    private static string Closers(Stack<string> open)
    {
        var closers = new StringBuilder();
        foreach (var marker in open) closers.Append(marker);
        return closers.ToString();
    }
}
