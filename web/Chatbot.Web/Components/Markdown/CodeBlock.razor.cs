using Chatbot.Web.Rendering;
using Chatbot.Web.Rendering.Highlighting;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// Code that grows line by line: in pieces of some lines, so that a long listing does not travel again with every letter.
/// It has its colours once it is whole.
/// </summary>
public sealed partial class CodeBlock
{
    private IReadOnlyList<CodePiece> _pieces = [];

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public string? Language { get; set; }

    /// <summary>Nothing more is to come.</summary>
    [Parameter]
    public bool IsFinished { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _pieces = CodePiece.Split(Text);
        if (!IsFinished) return;
        var text = Text;
        if (await CodeHighlighter.LinesAsync(text, Language) is { } lines && text == Text) _pieces = CodePiece.Split(lines);
    }
}
