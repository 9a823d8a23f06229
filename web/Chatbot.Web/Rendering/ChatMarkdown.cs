using Chatbot.Web.Rendering.Mathematics;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;

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
}
