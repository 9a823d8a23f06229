namespace Chatbot.Web.Rendering;

/// <summary>Which addresses of a text become links.</summary>
internal static class SafeUrls
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    /// <summary>The normal form of an absolute address with a scheme of the list; null for everything else, relative ones too.</summary>
    public static string? Allow(string? url) =>
        url is not null
        && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
        && Schemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase)
            ? uri.AbsoluteUri
            : null;
}
