namespace Chatbot.Web.Sessions;

/// <summary>
/// Whether a client keeps cookies, found out before an account is made for it: one that keeps none would be sent round
/// between page and guest sign-in for ever. The page sets a cookie and sends on to sign-in with a mark; a call of
/// guest sign-in without that mark is not asked.
/// </summary>
internal static class CookieProbe
{
    private const string Name = "chatbot.probe";
    private const string Mark = "probe";

    /// <summary>The address of guest sign-in, with the cookie that should come back there.</summary>
    public static string Set(HttpContext context, string address)
    {
        // For the browser's session: who reloads a sign-in that failed for a while is not told that cookies are missing.
        context.Response.Cookies.Append(Name, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        return $"{address}&{Mark}=1";
    }

    public static bool IsLost(HttpRequest request) => request.Query.ContainsKey(Mark) && !request.Cookies.ContainsKey(Name);
}
