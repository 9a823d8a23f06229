using System.Security.Claims;
using Chatbot.Chat.Contracts;
using Chatbot.Web.Security;

namespace Chatbot.Web.Proxy;

/// <summary>
/// Where a request comes from, for the services' limits: the web alone sees it. It goes with the caller's identity, of this request
/// only and never into the cookie, since a circuit knows who started it and nothing else of that request.
/// </summary>
internal sealed class CallersAddress(RequestDelegate next)
{
    private const string Type = "address";

    /// <summary>An address, or <see cref="CallerHeaders.Local"/>; null where the server does not tell.</summary>
    public static string? Of(ClaimsPrincipal caller) => caller.FindFirstValue(Type);

    public Task InvokeAsync(HttpContext context)
    {
        var address = RequestKinds.IsFromLoopback(context) ? CallerHeaders.Local : context.Connection.RemoteIpAddress?.ToString();
        // A principal of its own: what is added to the one that came from the cookie would get into the next cookie.
        if (address is not null && context.User.Identity is { IsAuthenticated: true })
            context.User = new ClaimsPrincipal(context.User.Identities.Append(new ClaimsIdentity([new Claim(Type, address)])));
        return next(context);
    }
}
