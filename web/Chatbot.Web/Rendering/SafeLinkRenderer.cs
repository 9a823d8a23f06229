using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Chatbot.Web.Rendering;

/// <summary>
/// Links of the allowed schemes, opened elsewhere and telling nobody where they came from. An image becomes a link too:
/// loading it would tell its server that, and when, it is read.
/// </summary>
internal sealed class SafeLinkRenderer : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        var url = SafeUrls.Allow(obj.GetDynamicUrl?.Invoke() ?? obj.Url);
        if (url is not null) SafeLinks.Open(renderer, url);
        if (obj.IsImage && obj.FirstChild is null) renderer.WriteEscape(SharedTexts.Image);
        else renderer.WriteChildren(obj);
        if (url is not null) renderer.Write("</a>");
    }
}

internal sealed class SafeAutolinkRenderer : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
    {
        var url = SafeUrls.Allow(obj.IsEmail ? $"mailto:{obj.Url}" : obj.Url);
        if (url is not null) SafeLinks.Open(renderer, url);
        renderer.WriteEscape(obj.Url);
        if (url is not null) renderer.Write("</a>");
    }
}

file static class SafeLinks
{
    public static void Open(HtmlRenderer renderer, string url) =>
        renderer.Write("<a href=\"").WriteEscapeUrl(url).Write("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
}
