using System.Diagnostics;
using System.Net;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;

namespace Chatbot.Web.Rendering;

/// <summary>Markdown from a model to HTML that runs nothing, loads nothing and styles nothing.</summary>
internal static class SafeMarkdown
{
    /// <summary>A block as one element.</summary>
    /// <param name="colours">Of its code; without them it is plain.</param>
    public static string ToHtml(MarkdownBlock block, BlockColours? colours = null)
    {
        if (block.Language is null) return $"<div class=\"markdown-block\" dir=\"auto\">{ToHtml(block.Markdown, colours)}</div>";
        using var writer = new StringWriter();
        CodeMarkup.Write(new HtmlRenderer(writer), block.Text, block.Language, colours?.InOrder[0]);
        return writer.ToString();
    }

    public static string ToHtml(string markdown, BlockColours? colours = null)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        ChatMarkdown.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<LinkInlineRenderer>(new SafeLinkRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<AutolinkInlineRenderer>(new SafeAutolinkRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeRenderer(colours));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new PlainTableRenderer());
        try
        {
            renderer.Render(Markdown.Parse(markdown, ChatMarkdown.Pipeline));
        }
        catch (Exception exception)
        {
            // Nested deeper than Markdig follows (128 levels), or whatever else: no text may keep a whole chat from opening.
            Activity.Current?.AddException(exception);
            return $"<p class=\"plain\">{WebUtility.HtmlEncode(markdown)}</p>";
        }

        writer.Flush();
        return writer.ToString();
    }
}
