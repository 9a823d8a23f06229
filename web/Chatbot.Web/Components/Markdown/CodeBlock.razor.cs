using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// Code that grows line by line: in pieces of some lines, so that a long listing does not travel again with every letter.
/// </summary>
public sealed partial class CodeBlock
{
    private IReadOnlyList<CodePiece> _pieces = [];

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public string? Language { get; set; }

    protected override void OnParametersSet() => _pieces = CodePiece.Split(Text);
}
