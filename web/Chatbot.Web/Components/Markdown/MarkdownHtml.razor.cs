using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// One whole block of a message as markup. It and the script of <see cref="MarkdownView"/>, which draws text that grows, are
/// the only places where text becomes HTML: everything goes through <see cref="SafeMarkdown"/>, which knows no raw HTML and
/// lets only harmless addresses become links.
/// </summary>
public sealed partial class MarkdownHtml
{
    private MarkupString _content;
    private MarkdownBlock? _drawn;
    private bool _isNew;

    [Parameter, EditorRequired]
    public MarkdownBlock Block { get; set; } = null!;

    // What is finished is never drawn again.
    protected override bool ShouldRender() => _isNew;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Block;
        if (_drawn == wanted) return;
        _drawn = wanted;
        Draw(null);
        if (await BlockColours.OfAsync(wanted) is { } colours && _drawn == wanted) Draw(colours);
    }

    private MarkupString Content()
    {
        _isNew = false;
        return _content;
    }

    private void Draw(BlockColours? colours)
    {
#pragma warning disable RS0030 // This is the one sanitising component that may.
        _content = new MarkupString(SafeMarkdown.ToHtml(Block, colours));
#pragma warning restore RS0030
        _isNew = true;
    }
}
