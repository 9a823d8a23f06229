using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>Code inside of lists and quotations; code that stands by itself is a component.</summary>
internal sealed class CodeRenderer(NestedColours? colours) : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"code-block\"><div class=\"code-head\"><span>");
        renderer.WriteEscape(CodeLanguage.Name((obj as FencedCodeBlock)?.Info));
        renderer.Write("</span><button type=\"button\" class=\"code-copy\" data-copy>").WriteEscape(ChatTexts.Copy).Write("</button></div><pre tabindex=\"0\"><code>");
        if (colours?.Of(obj) is { } lines) WriteRuns(renderer, lines);
        else renderer.WriteLeafRawLines(obj, writeEndOfLines: true, escape: true);
        renderer.Write("</code></pre></div>");
        renderer.EnsureLine();
    }

    private static void WriteRuns(HtmlRenderer renderer, IReadOnlyList<IReadOnlyList<Highlighting.CodeRun>> lines)
    {
        foreach (var run in lines.SelectMany(line => line))
        {
            if (run.Class is null) renderer.WriteEscape(run.Text);
            else renderer.Write("<span class=\"").Write(run.Class).Write("\">").WriteEscape(run.Text).Write("</span>");
        }
    }
}
