using System.Buffers;

namespace Chatbot.Web.Rendering.Growing;

/// <summary>The blocks of a text that grows, as far as their markup was written.</summary>
/// <param name="coloured">Called where the colours of some code are known, which the next writing brings.</param>
/// <param name="unwanted">Nobody waits for the colours any more.</param>
internal sealed class WrittenBlocks(Action coloured, CancellationToken unwanted = default)
{
    private readonly MarkdownSplitter _splitter = new();
    private readonly MarkupFrames _frames = new();
    private readonly List<Written> _written = [];

    /// <summary>All code that is whole has its colours.</summary>
    public bool HasItsColours => _written.TrueForAll(block => block.IsColoured || block.Colours is null);

    /// <param name="text">All of it so far.</param>
    public void Write(IBufferWriter<byte> writer, string text, bool isGrowing)
    {
        _splitter.Update(text, isGrowing);
        var blocks = _splitter.Blocks;
        while (_written.Count > blocks.Count)
        {
            _written.RemoveAt(_written.Count - 1);
            _frames.WriteNoMore(writer);
        }

        for (var index = 0; index < blocks.Count; index++)
        {
            if (index == _written.Count || _written[index].Block != blocks[index])
            {
                _frames.WriteMarkup(writer, index, SafeMarkdown.ToHtml(blocks[index]));
                var written = new Written(blocks[index]);
                if (index == _written.Count) _written.Add(written);
                else _written[index] = written;
            }

            if (index < _splitter.FinishedCount) Colour(writer, index);
        }
    }

    private void Colour(IBufferWriter<byte> writer, int index)
    {
        var written = _written[index];
        if (written.Colours is null)
        {
            written.Colours = BlockColours.OfAsync(written.Block, unwanted).AsTask();
            if (!written.Colours.IsCompleted) _ = written.Colours.ContinueWith(_ => coloured(), TaskScheduler.Default);
        }

        if (!written.Colours.IsCompleted || written.IsColoured) return;
        written.IsColoured = true;
        var known = written.Colours.GetAwaiter().GetResult()?.InOrder ?? [];
        for (var code = 0; code < known.Count; code++)
        {
            if (known[code] is { } lines) _frames.WriteColours(writer, index, code, lines);
        }
    }

    private sealed class Written(MarkdownBlock block)
    {
        public MarkdownBlock Block => block;

        public Task<BlockColours?>? Colours { get; set; }

        public bool IsColoured { get; set; }
    }
}
