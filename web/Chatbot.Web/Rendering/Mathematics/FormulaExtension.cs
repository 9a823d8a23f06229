using Markdig;
using Markdig.Renderers;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>
/// Formulas in Markdown. Markdig's own extension knows dollars only, takes some amounts of money for formulas and lets a
/// line that begins with a plus become a list; its element for a formula is used.
/// </summary>
internal sealed class FormulaExtension : IMarkdownExtension
{
    // Before all others: a backslash would else be an escape, and a bracket a link.
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new FormulaBlockParser());
        pipeline.InlineParsers.Insert(0, new FormulaInlineParser());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html) return;
        html.ObjectRenderers.Insert(0, new FormulaBlockRenderer());
        html.ObjectRenderers.Insert(0, new FormulaInlineRenderer());
    }
}
