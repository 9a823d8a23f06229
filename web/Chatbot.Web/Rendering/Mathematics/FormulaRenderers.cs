using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Chatbot.Web.Rendering.Mathematics;

internal sealed class FormulaBlockRenderer : HtmlObjectRenderer<FormulaBlock>
{
    protected override void Write(HtmlRenderer renderer, FormulaBlock obj)
    {
        renderer.EnsureLine();
        if (obj.IsWhole && MathMl.From(obj.Source, isDisplay: true) is { } markup)
        {
            renderer.Write("<div class=\"math-block\" tabindex=\"0\">").Write(markup).Write("</div>");
        }
        else
        {
            renderer.Write("<pre class=\"math-source\" tabindex=\"0\"><code>");
            renderer.WriteEscape(obj.IsWhole ? obj.Source : $"{obj.Opener}\n{obj.Source}");
            renderer.Write("</code></pre>");
        }

        renderer.EnsureLine();
    }
}

internal sealed class FormulaInlineRenderer : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline obj)
    {
        var source = obj.Content.ToString();
        if (MathMl.From(source, isDisplay: obj.DelimiterCount == 2) is { } markup) renderer.Write(markup);
        else renderer.Write("<code class=\"math-source\">").WriteEscape(source).Write("</code>");
    }
}
