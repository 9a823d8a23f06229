using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>
/// Cuts a text that only grows into its top-level blocks. CommonMark is decided line by line: of the open end only the
/// last block may yet change, so all before it are finished and are neither parsed nor drawn again.
/// </summary>
internal sealed class MarkdownSplitter
{
    private readonly List<MarkdownBlock> _finished = [];
    private readonly LinkDefinitions _definitions = new();
    private string _text = "";
    private int _finishedLength;

    public IReadOnlyList<MarkdownBlock> Blocks { get; private set; } = [];

    /// <summary>How many of the blocks can no longer change.</summary>
    public int FinishedCount => _finished.Count;

    /// <param name="text">The whole text so far.</param>
    /// <param name="growing">More is to come: the last block is shown with its half-arrived elements completed.</param>
    public void Update(string text, bool growing)
    {
        if (text.Length < _finishedLength || !text.AsSpan(0, _finishedLength).SequenceEqual(_text.AsSpan(0, _finishedLength)))
        {
            _finished.Clear();
            _definitions.Clear();
            _finishedLength = 0;
        }

        _text = text;
        var tail = text[_finishedLength..];
        var document = Parse(tail);
        _definitions.Learn(document, tail, growing);
        var starts = Starts(document, tail);
        var done = growing ? CountFinished(tail, starts) : starts.Count;
        for (var index = 0; index < done; index++)
            _finished.Add(Cut(tail, starts[index].Start, index + 1 < starts.Count ? starts[index + 1].Start : tail.Length, starts[index].Block, _finished.Count));

        var open = done < starts.Count ? tail[starts[done].Start..] : "";
        _finishedLength = growing && done < starts.Count ? _finishedLength + starts[done].Start : growing ? _finishedLength : text.Length;
        Blocks = _definitions.For(open.Length == 0 ? [.. _finished] : [.. _finished, .. Open(open)]);
    }

    // A block is finished once the next one has begun with a whole line: "#" alone begins a heading, "#tag" does not.
    private static int CountFinished(string tail, List<(int Start, Block Block)> starts)
    {
        var lastLine = tail.LastIndexOf('\n') + 1;
        var done = 0;
        while (done + 1 < starts.Count && starts[done + 1].Start < lastLine) done++;
        return done;
    }

    private IEnumerable<MarkdownBlock> Open(string open)
    {
        var completed = MarkdownCompletion.Complete(open);
        var starts = Starts(Parse(completed), completed);
        for (var index = 0; index < starts.Count; index++)
            yield return Cut(completed, starts[index].Start, index + 1 < starts.Count ? starts[index + 1].Start : completed.Length, starts[index].Block, _finished.Count + index);
    }

    private static List<(int Start, Block Block)> Starts(MarkdownDocument document, string text)
    {
        var starts = new List<(int Start, Block Block)>();
        foreach (var block in document.Where(block => block is not LinkReferenceDefinitionGroup))
        {
            // From the beginning of its line: the spaces before it mean something.
            var start = block.Span.Start <= 0 ? 0 : text.LastIndexOf('\n', Math.Min(block.Span.Start, text.Length) - 1) + 1;
            if (starts.Count == 0 || start > starts[^1].Start) starts.Add((start, block));
        }

        if (starts.Count > 0) starts[0] = (0, starts[0].Block);
        return starts;
    }

    // What cannot be read is one plain block.
    private static MarkdownDocument Parse(string text) => ChatMarkdown.Parse(text) ?? new MarkdownDocument { new ParagraphBlock() };

    private static MarkdownBlock Cut(string text, int start, int end, Block block, int key) =>
        block is FencedCodeBlock code
            ? new MarkdownBlock(key, code.Lines.ToString(), CodeLanguage.Name(code.Info))
            : new MarkdownBlock(key, text[start..end], null);
}
