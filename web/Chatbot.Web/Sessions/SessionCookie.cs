using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Chatbot.Web.Sessions;

internal static class SessionCookie
{
    public const string Name = "chatbot.session";

    private const string CookieOrKey = "cookie-or-key";

    public static void AddSessionCookie(this IServiceCollection services)
    {
        var authentication = services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultAuthenticateScheme = CookieOrKey;
        });
        authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        // A key is what the caller shows on purpose: it counts alone, whatever cookies come with it.
        authentication.AddPolicyScheme(CookieOrKey, null, options => options.ForwardDefaultSelector = context =>
            ApiKeyAuthentication.IsUsedBy(context) ? ApiKeyAuthentication.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme);
        authentication.AddCookie(options =>
        {
            options.Cookie.Name = Name;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            // Secure over https only: a Secure cookie set over plain http never comes back, and every page would redirect for ever.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.IsEssential = true;
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
            options.SlidingExpiration = true;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SessionRequired>();
    }

    public static Task StartSessionAsync(this HttpContext context, SignedIn signedIn) =>
        context.SignInAsync(
            new WebSession(signedIn.Handle, signedIn.User).ToPrincipal(),
            new AuthenticationProperties { IsPersistent = true });

    public static Task EndSessionAsync(this HttpContext context) => context.SignOutAsync();
}
