using System.Security.Claims;
using System.Text.Encodings.Web;
using Chatbot.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Web.Sessions;

/// <summary>
/// <c>Authorization: Bearer sk-chatbot-...</c> on the API, instead of a cookie. What the key is worth, auth says when it is traded for a
/// token on the way to a service; nothing of the web itself is open to a key.
/// </summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api-key";

    private const string KeyClaim = "api_key";
    private const string Bearer = "Bearer ";

    /// <summary>The key that a request is made with; null where it is made with a session or with nothing.</summary>
    public static string? KeyOf(ClaimsPrincipal principal) => principal.FindFirstValue(KeyClaim);

    public static bool IsUsedBy(HttpContext context) => RequestKinds.IsApi(context) && KeyIn(context.Request) is not null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyIn(Request) is not { } key) return Task.FromResult(AuthenticateResult.NoResult());
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(KeyClaim, key)], SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName)));
    }

    private static string? KeyIn(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header[Bearer.Length..].Trim() is { Length: > 0 and <= 200 } key ? key : null;
    }
}
