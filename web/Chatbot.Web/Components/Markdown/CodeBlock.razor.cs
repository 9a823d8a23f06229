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
    private (MarkdownBlock Block, bool IsFinished)? _drawn;
    private bool _isNew;

    [Parameter, EditorRequired]
    public MarkdownBlock Block { get; set; } = null!;

    /// <summary>Nothing more is to come.</summary>
    [Parameter]
    public bool IsFinished { get; set; }

    // What is finished is never drawn again.
    protected override bool ShouldRender() => _isNew;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Block, IsFinished);
        if (_drawn == wanted) return;
        _drawn = wanted;
        Draw(CodePiece.Split(Block.Text));
        if (IsFinished && await CodeHighlighter.LinesAsync(Block.Text, Block.Language) is { } lines && _drawn == wanted) Draw(CodePiece.Split(lines));
    }

    /// <summary>More of it has come.</summary>
    internal void Show(MarkdownBlock block)
    {
        Block = block;
        _drawn = (block, IsFinished);
        Draw(CodePiece.Split(block.Text));
        StateHasChanged();
    }

    private IReadOnlyList<CodePiece> Pieces()
    {
        _isNew = false;
        return _pieces;
    }

    private void Draw(IReadOnlyList<CodePiece> pieces)
    {
        _pieces = pieces;
        _isNew = true;
    }
}
