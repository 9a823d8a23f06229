using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>
/// <c>$…$</c>, <c>\(…\)</c> and, as formulas that stand apart, <c>$$…$$</c> and <c>\[…\]</c>. A dollar is money unless both
/// ends are close to something and no word stands between them.
/// </summary>
internal sealed class FormulaInlineParser : InlineParser
{
    public FormulaInlineParser() => OpeningCharacters = ['$', '\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (FormulaText.Find(text, slice.PeekCharExtra(-1)) is not { } found) return false;
        var start = slice.Start;
        processor.Inline = new MathInline
        {
            Span = new SourceSpan(processor.GetSourcePosition(start, out var line, out var column), processor.GetSourcePosition(start + found.Length - 1)),
            Line = line,
            Column = column,
            Delimiter = slice.CurrentChar,
            DelimiterCount = found.IsDisplay ? 2 : 1,
            Content = new StringSlice(slice.Text, start + found.From, start + found.To - 1),
        };
        slice.Start = start + found.Length;
        return true;
    }
}
