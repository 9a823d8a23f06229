
namespace Chatbot.Web.Components;

/// <summary>A sentence that one page leaves for the next one to show, in a cookie of a minute; known ones only.</summary>
internal static class Notices
{
    public const string AccountCreated = "account-created";
    public const string PasswordChanged = "password-changed";
    public const string KeyRevoked = "key-revoked";
    public const string UserChanged = "user-changed";

    private const string Cookie = "chatbot.notice";

    public static void Leave(HttpContext context, string notice) =>
        context.Response.Cookies.Append(Cookie, notice, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });

    public static string? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } notice) return null;
        context.Response.Cookies.Delete(Cookie);
        return notice switch
        {
            AccountCreated => AccountTexts.Created,
            PasswordChanged => SettingsTexts.PasswordChanged,
            KeyRevoked => SettingsTexts.KeyRevoked,
            UserChanged => SettingsTexts.UserChanged,
            _ => null,
        };
    }
}
