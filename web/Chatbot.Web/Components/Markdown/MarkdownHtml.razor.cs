using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// One block of Markdown as markup: the only place of the product where text becomes HTML. Everything goes through
/// <see cref="SafeMarkdown"/>, which knows no raw HTML and lets only harmless addresses become links.
/// </summary>
public sealed partial class MarkdownHtml
{
    private MarkupString _html;

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

#pragma warning disable RS0030 // This is the one sanitising component that may.
    protected override void OnParametersSet() => _html = new MarkupString(SafeMarkdown.ToHtml(Text));
#pragma warning restore RS0030
}
