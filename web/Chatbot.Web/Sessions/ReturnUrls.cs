namespace Chatbot.Web.Sessions;

/// <summary>Where a sign-in may lead: a local path, or an address of the own origin. Everything else is an open redirect.</summary>
internal static class ReturnUrls
{
    /// <summary>The local path and query of <paramref name="url"/>, or <c>/</c> where it leads elsewhere.</summary>
    public static string Local(string? url, HttpRequest request)
    {
        if (string.IsNullOrEmpty(url) || url.Any(character => char.IsControl(character) || character == '\\')) return "/";
        if (url[0] == '/') return IsLocalPath(url) ? url : "/";

        var own = $"{request.Scheme}://{request.Host}";
        return Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && string.Equals(uri.GetLeftPart(UriPartial.Authority), own, StringComparison.OrdinalIgnoreCase)
            && IsLocalPath(uri.PathAndQuery)
                ? uri.PathAndQuery
                : "/";
    }

    // "//host" is another host; and a way back to guest sign-in would go round in circles.
    private static bool IsLocalPath(string path) =>
        !path.StartsWith("//", StringComparison.Ordinal)
        && !path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);
}
