using System.Net;

namespace Chatbot.Web.Security;

/// <summary>What a request is, told from its path and headers; asked before any endpoint has answered.</summary>
internal static class RequestKinds
{
    private static readonly PathString[] NotPages = ["/api", "/v1", "/agents", "/connect", "/_blazor", "/_framework", "/openapi", "/scalar", "/health", "/alive", "/ping"];

    private static readonly PathString[] Apis = ["/api", "/v1", "/agents", "/connect"];

    public static bool IsApi(HttpContext context) => Apis.Any(path => context.Request.Path.StartsWithSegments(path));

    public static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NotPages.Any(path => request.Path.StartsWithSegments(path));

    public static bool WantsHtml(HttpRequest request) =>
        request.Headers.Accept.Any(value => value?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>
    /// The person sits at this machine: a loopback peer that asked for this machine by name, and nobody in
    /// between who forwards for others. A name of somebody's that leads to loopback (DNS rebinding, a tunnel) is not enough.
    /// </summary>
    public static bool IsFromLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("X-Original-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary><c>localhost</c>, or a loopback address as it stands in a URL.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
