using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>Code inside of lists and quotations; code that stands by itself is a component.</summary>
internal sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"code-block\"><div class=\"code-head\"><span>");
        renderer.WriteEscape(CodeLanguage.Name((obj as FencedCodeBlock)?.Info));
        renderer.Write("</span><button type=\"button\" class=\"code-copy\" data-copy>");
        renderer.WriteEscape(ChatTexts.Copy);
        renderer.Write("</button></div><pre tabindex=\"0\"><code>");
        renderer.WriteLeafRawLines(obj, writeEndOfLines: true, escape: true);
        renderer.Write("</code></pre></div>");
        renderer.EnsureLine();
    }
}
