using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>Code inside of lists and quotations; code that stands by itself is a block of its own.</summary>
internal sealed class CodeRenderer(BlockColours? colours) : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        var (code, language) = BlockColours.KeyOf(obj);
        renderer.EnsureLine();
        CodeMarkup.Write(renderer, code, language, colours?.Of(code, language));
        renderer.EnsureLine();
    }
}
