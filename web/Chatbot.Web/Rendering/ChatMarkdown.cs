using System.Diagnostics;
using Chatbot.Web.Rendering.Mathematics;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering;

/// <summary>The Markdown that a model may speak: no raw HTML, and nothing that brings styles or attributes of its own.</summary>
internal static class ChatMarkdown
{
    public static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder
    {
        Extensions =
        {
            new PipeTableExtension(new PipeTableOptions { UseHeaderForColumnCount = true }),
            new EmphasisExtraExtension(EmphasisExtraOptions.Strikethrough),
            new TaskListExtension(),
            new FormulaExtension(),
            new LineBreakExtension(),
            new AutoLinkExtension(new AutoLinkOptions { ValidPreviousCharacters = "*_~(" }),
        },
    }.DisableHtml().Build();

    /// <summary>Null where it cannot be read, as where it is nested deeper than 128 levels: then it is shown as it is.</summary>
    public static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (Exception exception)
        {
            Activity.Current?.AddException(exception);
            return null; // Whatever it is: no text may keep a whole chat from opening.
        }
    }
}
