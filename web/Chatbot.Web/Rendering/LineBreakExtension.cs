using System.Text.RegularExpressions;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Chatbot.Web.Rendering;

/// <summary>
/// <c>&lt;br&gt;</c>, the one tag that models write all the time: a cell of a table has no other way to a new line. It is read
/// as a sign of its own, so that HTML stays what it is everywhere here: text.
/// </summary>
internal sealed class LineBreakExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new LineBreakTagParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html) html.ObjectRenderers.Insert(0, new LineBreakTagRenderer());
    }
}

/// <summary>Not Markdig's line break, at which a table would begin a row.</summary>
internal sealed class LineBreakTag : LeafInline;

internal sealed partial class LineBreakTagParser : InlineParser
{
    public LineBreakTagParser() => OpeningCharacters = ['<'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var matches = Tag().EnumerateMatches(slice.AsSpan());
        if (!matches.MoveNext()) return false;
        processor.Inline = new LineBreakTag();
        slice.Start += matches.Current.Length;
        return true;
    }

    [GeneratedRegex(@"\A<br ?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}

internal sealed class LineBreakTagRenderer : HtmlObjectRenderer<LineBreakTag>
{
    protected override void Write(HtmlRenderer renderer, LineBreakTag obj) => renderer.Write("<br />");
}
