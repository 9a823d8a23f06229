using Markdig.Parsers;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>
/// <c>$$ … $$</c> and <c>\[ … \]</c> from the beginning of a line. As a block, because a line of a formula may begin with what
/// would else be a list or a heading. An empty line ends it: a sign that was no formula takes no more than its paragraph along.
/// </summary>
internal sealed class FormulaBlockParser : BlockParser
{
    // Behind the end: the full stop of a sentence, nothing longer.
    private const int MostBehind = 2;

    public FormulaBlockParser() => OpeningCharacters = ['$', '\\'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent) return BlockState.None;
        var line = processor.Line.AsSpan();
        var (opener, closer) = line.StartsWith("$$") ? ("$$", "$$") : line.StartsWith("\\[") ? ("\\[", "\\]") : ("", "");
        if (opener.Length == 0) return BlockState.None;
        var rest = line[2..];
        var end = rest.IndexOf(closer);
        if (end >= 0 && rest[(end + 2)..].Trim().Length > MostBehind) return BlockState.None;
        if (opener == "\\[" && end > 0 && FormulaText.IsNote(rest[..end])) return BlockState.None;

        var block = new FormulaBlock(this, opener, closer)
        {
            Column = processor.Column,
            Line = processor.LineIndex,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        };
        processor.NewBlocks.Push(block);
        return Take(block, rest, end);
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var formula = (FormulaBlock)block;
        if (processor.IsBlankLine) return formula.IsEmpty ? BlockState.ContinueDiscard : BlockState.Break;
        var line = processor.Line.AsSpan();
        var end = line.IndexOf(formula.Closer);
        if (end >= 0 && line[(end + 2)..].Trim().Length > MostBehind) end = -1;
        block.UpdateSpanEnd(processor.Line.End);
        return Take(formula, line, end);
    }

    private static BlockState Take(FormulaBlock block, ReadOnlySpan<char> line, int end)
    {
        var text = end < 0 ? line : line[..end];
        if (!text.IsWhiteSpace()) block.Add(text);
        if (end < 0) return BlockState.ContinueDiscard;
        var behind = line[(end + 2)..].Trim();
        if (behind.Length > 0) block.Add(behind);
        block.IsWhole = true;
        return BlockState.BreakDiscard;
    }
}
