using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.Security;

/// <summary>
/// A browser's request that changes something, or opens a socket, comes from our own pages: <c>Sec-Fetch-Site</c> tells,
/// <c>Origin</c> where a browser does not send that. A client that sends neither is no browser and carries no ambient cookie;
/// one that shows a key is let in by that alone, whatever cookies come with it.
/// </summary>
internal sealed class OwnOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        IsSafe(context.Request) || IsOwn(context.Request) || ApiKeyAuthentication.IsUsedBy(context)
            ? next(context)
            : new ApiError(ErrorTypes.Forbidden, Surfaces.Api, "The request comes from another site.").ExecuteAsync(context);

    private static bool IsSafe(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && !request.Headers.ContainsKey("Upgrade")
        && !request.HttpContext.WebSockets.IsWebSocketRequest;

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site)) return site == "same-origin" || site == "none";
        if (!request.Headers.TryGetValue("Origin", out var origin)) return true;
        return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
