using System.Globalization;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Components.Account;
using Chatbot.Web.Components.Pages;
using Chatbot.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Web.Sessions;

/// <summary><c>GET /api/auth/guest?redirectUrl=</c>: a session for whoever has none. A session that is still good is never replaced.</summary>
internal static class GuestSignIn
{
    private const string Path = "/api/auth/guest";

    public static string Address(string redirectUrl) => $"{Path}?redirectUrl={Uri.EscapeDataString(redirectUrl)}";

    public static async Task<IResult> HandleAsync(
        HttpContext context, AuthClient auth, SessionTokens tokens, ILoggerFactory logs, string? redirectUrl, CancellationToken cancellationToken)
    {
        var target = ReturnUrls.Local(redirectUrl, context.Request);
        context.Response.Headers.CacheControl = "no-store";
        if (WebSession.From(context.User) is { } session)
        {
            if (!await IsOverAsync(session, tokens, cancellationToken)) return Results.Redirect(target);
            if (!session.IsGuest && RequestKinds.WantsHtml(context.Request))
            {
                // As a new guest they would see nothing of what is theirs, and not know why.
                await context.EndSessionAsync();
                return Results.Redirect(Login.AddressAfter(target));
            }
        }

        if (CookieProbe.IsLost(context.Request)) return NoCookies(context);
        var outcome = await auth.GuestAsync(cancellationToken);
        if (outcome.Kind == SignInResultKind.Forbidden) return Results.Redirect("/login");
        if (outcome.Kind == SignInResultKind.TooMany) return TooMany(context, outcome.RetryAfter ?? TimeSpan.FromMinutes(1), target);
        if (outcome.SignedIn is not { } signedIn) return Unavailable(context);
        try
        {
            await context.StartSessionAsync(signedIn);
            return Results.Redirect(target);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The key ring is in Redis: while that is away no cookie can be made.
            logs.CreateLogger(typeof(GuestSignIn)).CookieNotMade(exception);
            return Unavailable(context);
        }
    }

    private static async Task<bool> IsOverAsync(WebSession session, SessionTokens tokens, CancellationToken cancellationToken)
    {
        try
        {
            await tokens.GetAsync(session.Handle, cancellationToken);
            return false;
        }
        catch (SessionEndedException)
        {
            return true;
        }
        catch (HttpRequestException)
        {
            return false; // Auth does not answer: nothing says that the session is over.
        }
    }

    private static IResult NoCookies(HttpContext context) =>
        RequestKinds.WantsHtml(context.Request)
            ? new RazorComponentResult<CookiesNeeded> { StatusCode = StatusCodes.Status400BadRequest }
            : new ApiError(ErrorTypes.BadRequest, Surfaces.Auth, Message: "This site needs cookies.");

    private static IResult TooMany(HttpContext context, TimeSpan wait, string target)
    {
        if (!RequestKinds.WantsHtml(context.Request)) return ApiError.RateLimit(Surfaces.Auth, wait);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new RazorComponentResult<TooManyGuests>(new { Wait = wait, Target = target }) { StatusCode = StatusCodes.Status429TooManyRequests };
    }

    private static IResult Unavailable(HttpContext context) =>
        RequestKinds.WantsHtml(context.Request)
            ? new RazorComponentResult<Unavailable> { StatusCode = StatusCodes.Status503ServiceUnavailable }
            : ApiError.Offline(Surfaces.Auth);
}
