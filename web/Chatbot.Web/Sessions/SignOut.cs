using Chatbot.Web.Security;

namespace Chatbot.Web.Sessions;

/// <summary><c>POST /api/auth/signout</c>: 204, or back to the front page where a form was posted.</summary>
internal static class SignOut
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, AuthClient auth, SessionTokens tokens, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (WebSession.From(context.User) is { } session)
        {
            tokens.Forget(session.Handle);
            try
            {
                await auth.EndAsync(session.Handle, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                logs.CreateLogger(typeof(SignOut)).EndNotTold(exception);
            }
        }

        await context.EndSessionAsync();
        return RequestKinds.WantsHtml(context.Request) ? Results.Redirect("/") : Results.NoContent();
    }
}
