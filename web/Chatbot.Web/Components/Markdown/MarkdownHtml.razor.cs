using System.Xml;
using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// One block of Markdown as markup: the only place of the product where text becomes HTML. Everything goes through
/// <see cref="SafeMarkdown"/>, which knows no raw HTML and lets only harmless addresses become links.
/// </summary>
public sealed partial class MarkdownHtml
{
    private RenderFragment? _content;
    private (MarkdownBlock Block, bool HasColours)? _drawn;
    private bool _isNew;

    [Parameter, EditorRequired]
    public MarkdownBlock Block { get; set; } = null!;

    /// <summary>It has come by and by. A block that grew stays in its pieces when it is whole: to change that would send it again.</summary>
    [Parameter]
    public bool Grew { get; set; }

    /// <summary>Code in it gets its colours, for nothing more is to come.</summary>
    [Parameter]
    public bool HasColours { get; set; }

    // What is finished is never drawn again.
    protected override bool ShouldRender() => _isNew;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Block, HasColours);
        if (_drawn == wanted) return;
        _drawn = wanted;
        Draw(null);
        if (HasColours && await NestedColours.OfAsync(Markdown) is { } colours && _drawn == wanted) Draw(colours);
    }

    /// <summary>More of it has come.</summary>
    internal void Show(MarkdownBlock block)
    {
        Block = block;
        _drawn = (block, HasColours);
        Draw(null);
        StateHasChanged();
    }

    private RenderFragment? Content()
    {
        _isNew = false;
        return _content;
    }

    private string Markdown => Block.Text + Block.Definitions;

    private void Draw(NestedColours? colours)
    {
        var html = SafeMarkdown.ToHtml(Markdown, colours);
        _content = (Grew ? InPieces(html) : null) ?? AsMarkup(html);
        _isNew = true;
    }

#pragma warning disable RS0030 // This is the one sanitising component that may.
    private static RenderFragment AsMarkup(string html) => builder => builder.AddMarkupContent(0, html);
#pragma warning restore RS0030

    private static RenderFragment? InPieces(string html)
    {
        try
        {
            var nodes = MarkupNode.Parse(html);
            return builder => MarkupPieces.Write(builder, nodes, AsMarkup);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
