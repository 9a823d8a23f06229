using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>
/// <c>[name]: https://example.com</c>: definitions of links hold for a whole message, wherever they stand, but its blocks are
/// drawn each by itself. So each gets those whose names occur in it.
/// </summary>
internal sealed class LinkDefinitions
{
    // A message of nothing but definitions is not looked through for each of its blocks.
    private const int Most = 200;

    private readonly Dictionary<string, string> _lines = new(StringComparer.OrdinalIgnoreCase);

    public void Clear() => _lines.Clear();

    /// <param name="growing">The last line may not be whole.</param>
    public void Learn(MarkdownDocument document, string text, bool growing)
    {
        var whole = growing ? text.LastIndexOf('\n') + 1 : text.Length;
        foreach (var definition in document.Descendants<LinkReferenceDefinition>())
        {
            var span = definition.Span;
            if (definition.Label is not { Length: > 0 } label || _lines.Count >= Most || span.Start < 0 || span.End >= whole) continue;
            var line = text[span.Start..(span.End + 1)];
            // The first one counts. One of several lines may have the marks of a quotation in it.
            if (!line.Contains('\n', StringComparison.Ordinal)) _lines.TryAdd(label, line);
        }
    }

    public IReadOnlyList<MarkdownBlock> For(IReadOnlyList<MarkdownBlock> blocks) => _lines.Count == 0 ? blocks : [.. blocks.Select(For)];

    private MarkdownBlock For(MarkdownBlock block)
    {
        if (block.IsCode || !block.Text.Contains('[', StringComparison.Ordinal)) return block;
        var used = _lines.Where(line => block.Text.Contains($"[{line.Key}]", StringComparison.OrdinalIgnoreCase)).Select(line => $"\n\n{line.Value}");
        return block with { Definitions = string.Concat(used) };
    }
}
