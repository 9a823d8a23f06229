using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>Text of a model, in blocks: those that are finished keep their parameters, and so are never drawn again.</summary>
public sealed partial class MarkdownView
{
    private readonly MarkdownSplitter _splitter = new();
    private readonly HashSet<int> _grew = [];

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>More is to come.</summary>
    [Parameter]
    public bool IsGrowing { get; set; }

    protected override void OnParametersSet()
    {
        _splitter.Update(Text, IsGrowing);
        if (IsGrowing) _grew.UnionWith(_splitter.Blocks.Skip(_splitter.FinishedCount).Select(block => block.Key));
    }
}
