using Chatbot.Web.Rendering.Highlighting;
using Markdig.Renderers;

namespace Chatbot.Web.Rendering;

/// <summary>A code block as markup, with its language and the button that copies it.</summary>
internal static class CodeMarkup
{
    /// <param name="lines">In colours; null for plain code.</param>
    public static void Write(HtmlRenderer renderer, string code, string language, IReadOnlyList<IReadOnlyList<CodeRun>>? lines)
    {
        renderer.Write("<div class=\"code-block\"><div class=\"code-head\"><span>").WriteEscape(language);
        renderer.Write("</span><button type=\"button\" class=\"code-copy\" data-copy>").WriteEscape(ChatTexts.Copy).Write("</button></div><pre tabindex=\"0\"><code>");
        if (lines is null) renderer.WriteEscape(code);
        else foreach (var run in lines.SelectMany(runs => runs)) Write(renderer, run);
        renderer.Write("</code></pre></div>");
    }

    private static void Write(HtmlRenderer renderer, CodeRun run)
    {
        if (run.Class is null) renderer.WriteEscape(run.Text);
        else renderer.Write("<span class=\"").Write(run.Class).Write("\">").WriteEscape(run.Text).Write("</span>");
    }
}
