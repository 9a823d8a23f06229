using System.Diagnostics.CodeAnalysis;

namespace Chatbot.LmStudio;

/// <summary>Addresses of LM Studio as people write them.</summary>
public static class LmStudioAddress
{
    /// <summary>Where LM Studio's server listens unless told otherwise.</summary>
    public static readonly Uri Usual = new("http://localhost:1234/");

    /// <summary>
    /// Accepts <c>http</c> and <c>https</c> with or without a path, a slash or <c>/v1</c> at the end (what OpenAI
    /// clients are configured with), and gives the base address, ending in a slash.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? baseUrl)
    {
        baseUrl = null;
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var given)) return false;
        if (given.Scheme != Uri.UriSchemeHttp && given.Scheme != Uri.UriSchemeHttps) return false;
        if (given.Host.Length == 0 || given.UserInfo.Length > 0 || given.Query.Length > 0 || given.Fragment.Length > 0) return false;

        var path = given.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/v1", StringComparison.OrdinalIgnoreCase)) path = path[..^3].TrimEnd('/');
        baseUrl = new Uri(given, path + "/");
        return true;
    }
}
