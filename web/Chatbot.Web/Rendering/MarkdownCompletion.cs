using System.Text.RegularExpressions;

namespace Chatbot.Web.Rendering;

/// <summary>
/// Completes what has half arrived at the end of a text, so that nothing flickers: emphasis and code are closed, a link
/// shows its words, a line that is a marker alone is held back until it is known what it begins.
/// </summary>
internal static partial class MarkdownCompletion
{
    public static string Complete(string text)
    {
        if (OpenFence(text)) return PartialFence().Replace(text, "");
        var (formula, formulasEnd) = Formulas(text);
        if (formula >= 0) text = text[..formula];
        text = LoneMarker().Replace(text, "$1");
        text = CompleteTable(text);
        var start = Math.Min(text.Length, Math.Max(InlineStart(text), formulasEnd));
        return text[..start] + InlineCompletion.Complete(text[start..]);
    }

    private static bool OpenFence(string text)
    {
        string? fence = null;
        var isInQuotation = false;
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            var isQuoted = trimmed is ['>', ..];
            trimmed = trimmed.TrimStart("> ");
            // Code in a quotation ends with it, which of a line that has only begun nobody knows yet.
            if (isInQuotation && !isQuoted && !trimmed.IsEmpty) fence = null;
            if (fence is null && Fence().IsMatch(trimmed)) (fence, isInQuotation) = (trimmed[..RunLength(trimmed)].ToString(), isQuoted);
            else if (fence is not null && isQuoted == isInQuotation && RunLength(trimmed) == trimmed.Length && trimmed.StartsWith(fence)) fence = null;
        }

        return fence is not null;
    }

    // Where a formula on lines of its own begins that has no end yet, for it is shown when it is whole; and where the last
    // whole one ends, whose signs mean nothing else.
    private static (int Open, int End) Formulas(string text)
    {
        var (open, last, closer) = (-1, 0, "");
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            var line = text.AsSpan(start, end - start).Trim();
            if (open < 0 && (line.StartsWith("$$") || line.StartsWith("\\[")))
            {
                closer = line[0] == '$' ? "$$" : "\\]";
                if (!line[2..].Contains(closer, StringComparison.Ordinal)) open = start;
            }
            else if (open >= 0 && (line.IsEmpty || line.Contains(closer, StringComparison.Ordinal)))
            {
                (open, last) = (-1, line.IsEmpty ? last : end);
            }

            start = end + 1;
        }

        return (open, last);
    }

    private static int RunLength(ReadOnlySpan<char> line) => line.Length == 0 ? 0 : line.Length - line.TrimStart(line[0]).Length;

    // "| a | b |\n|--" is a paragraph until the second line is whole: it becomes the head of a table at once.
    private static string CompleteTable(string text)
    {
        var match = HalfTable().Match(text);
        if (!match.Success) return text;
        var columns = Math.Max(1, match.Groups["head"].Value.Trim().Trim('|').Split('|').Length);
        return $"{text[..match.Groups["rule"].Index]}|{string.Concat(Enumerable.Repeat("---|", columns))}";
    }

    // Emphasis does not reach across blocks: only the last line of a list or a table, or the last paragraph, is open.
    private static int InlineStart(string text)
    {
        var blank = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        var start = blank < 0 ? 0 : blank + 2;
        foreach (Match match in BlockStart().Matches(text, start)) start = match.Index + match.Length;
        return start;
    }

    [GeneratedRegex(@"^(`{3,}[^`]*|~{3,}.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<=\n)[ ]{0,3}(?:>[ ]?)*(`{1,}|~{1,})\z")]
    private static partial Regex PartialFence();

    [GeneratedRegex(@"(^|\n)[ \t]*(?:>[ \t]*)*(?:-{1,3}|={1,}|\*{1,3}|_{1,3}|\+|\#{1,6}|`{1,2}|~{1,2}|\d{1,9}[.)]?|>|!?\[|\$|\\)[ \t]*\z")]
    private static partial Regex LoneMarker();

    [GeneratedRegex(@"(?:^|\n)(?<head>[^\n]*\|[^\n]*)\n(?<rule>[ \t]*\|?[ \t]*:?-*[ \t:|\-]*)\z")]
    private static partial Regex HalfTable();

    [GeneratedRegex(@"(?m)^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+|\#{1,6}[ \t]+|\|)")]
    private static partial Regex BlockStart();
}
