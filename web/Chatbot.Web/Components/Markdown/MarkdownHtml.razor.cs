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

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>It has come by and by. A block that grew stays in its pieces when it is whole: to change that would send it again.</summary>
    [Parameter]
    public bool Grew { get; set; }

    /// <summary>Code in it gets its colours, for nothing more is to come.</summary>
    [Parameter]
    public bool HasColours { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var text = Text;
        Draw(null);
        if (HasColours && await NestedColours.OfAsync(text) is { } colours && text == Text) Draw(colours);
    }

    private void Draw(NestedColours? colours)
    {
        var html = SafeMarkdown.ToHtml(Text, colours);
        _content = (Grew ? InPieces(html) : null) ?? AsMarkup(html);
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
