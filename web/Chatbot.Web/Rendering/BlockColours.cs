using Chatbot.Web.Rendering.Highlighting;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>The colours of a block's code: of the block itself, or of code in a list or a quotation.</summary>
internal sealed class BlockColours
{
    private readonly Dictionary<(string Code, string Language), IReadOnlyList<IReadOnlyList<CodeRun>>> _lines = [];
    private readonly List<IReadOnlyList<IReadOnlyList<CodeRun>>?> _inOrder = [];

    /// <summary>The lines of each code of the block, in its order; null for one that stays plain.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<CodeRun>>?> InOrder => _inOrder;

    /// <summary>Null where no code in it has any.</summary>
    public static async ValueTask<BlockColours?> OfAsync(MarkdownBlock block, CancellationToken cancellationToken)
    {
        var colours = new BlockColours();
        foreach (var key in CodeOf(block)) await colours.AddAsync(key, cancellationToken);
        return colours._lines.Count > 0 ? colours : null;
    }

    public static (string Code, string Language) KeyOf(CodeBlock code) => (code.Lines.ToString(), CodeLanguage.Name((code as FencedCodeBlock)?.Info));

    public IReadOnlyList<IReadOnlyList<CodeRun>>? Of(string code, string language) => _lines.GetValueOrDefault((code, language));

    private static IEnumerable<(string Code, string Language)> CodeOf(MarkdownBlock block)
    {
        if (block.Language is not null) return [(block.Text, block.Language)];
        return block.HasInnerCode ? ChatMarkdown.Parse(block.Markdown)?.Descendants<CodeBlock>().Select(KeyOf) ?? [] : [];
    }

    private async ValueTask AddAsync((string Code, string Language) key, CancellationToken cancellationToken)
    {
        if (!_lines.TryGetValue(key, out var lines) && await CodeHighlighter.LinesAsync(key.Code, key.Language, cancellationToken: cancellationToken) is { } found) _lines[key] = lines = found;
        _inOrder.Add(lines);
    }
}
