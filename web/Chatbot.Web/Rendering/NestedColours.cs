using Chatbot.Web.Rendering.Highlighting;
using Markdig;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>The colours of code that stands in a list or a quotation.</summary>
internal sealed class NestedColours
{
    private readonly Dictionary<(string Code, string Language), IReadOnlyList<IReadOnlyList<CodeRun>>> _lines = [];

    /// <summary>Null where no code in it has any.</summary>
    public static async ValueTask<NestedColours?> OfAsync(string markdown)
    {
        var colours = new NestedColours();
        try
        {
            foreach (var code in Markdown.Parse(markdown, ChatMarkdown.Pipeline).Descendants<FencedCodeBlock>()) await colours.AddAsync(KeyOf(code));
        }
        catch (ArgumentException)
        {
            return null; // Nested deeper than Markdig follows.
        }

        return colours._lines.Count > 0 ? colours : null;
    }

    public IReadOnlyList<IReadOnlyList<CodeRun>>? Of(CodeBlock code) => code is FencedCodeBlock fenced ? _lines.GetValueOrDefault(KeyOf(fenced)) : null;

    private static (string Code, string Language) KeyOf(FencedCodeBlock code) => (code.Lines.ToString(), CodeLanguage.Name(code.Info));

    private async ValueTask AddAsync((string Code, string Language) key)
    {
        if (!_lines.ContainsKey(key) && await CodeHighlighter.LinesAsync(key.Code, key.Language) is { } lines) _lines[key] = lines;
    }
}
