using System.Security.Claims;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Chatbot.Web.Sessions;

/// <summary>What the cookie holds, protected: the handle of the session at auth, and whose it is.</summary>
internal sealed record WebSession(string Handle, SessionUser User)
{
    private const string HandleClaim = "handle";

    public bool IsGuest => User.Type == UserTypes.Guest;

    public static WebSession? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(HandleClaim) is { Length: > 0 } handle
        && Guid.TryParse(principal.FindFirstValue("sub"), out var id)
        && principal.FindFirstValue(ChatbotClaims.UserType) is { } type
            ? new WebSession(handle, new SessionUser(id, principal.FindFirstValue(ChatbotClaims.Email), type))
            : null;

    public ClaimsPrincipal ToPrincipal()
    {
        var claims = new List<Claim> { new(HandleClaim, Handle), new("sub", User.Id.ToString()), new(ChatbotClaims.UserType, User.Type) };
        if (User.Email is not null) claims.Add(new Claim(ChatbotClaims.Email, User.Email));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme, "sub", null));
    }
}
