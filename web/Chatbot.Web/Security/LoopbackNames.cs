using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Chatbot.Web.Security;

/// <summary>
/// A web that listens on loopback only is asked for by this machine's own names: any other <c>Host</c> is a page of somebody
/// else's that was led here (DNS rebinding). <c>AllowedHosts</c>, where it is set, decides instead: for a proxy on this machine.
/// </summary>
internal sealed class LoopbackNames(RequestDelegate next, IServer server, IConfiguration configuration)
{
    private readonly bool _isNamed = !string.IsNullOrWhiteSpace(configuration["AllowedHosts"]);
    private bool? _isLocal;

    public Task InvokeAsync(HttpContext context)
    {
        // The addresses are known once the server listens, so with the first request.
        var isLocal = _isLocal ??= !_isNamed && IsLoopbackOnly(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        return !isLocal || RequestKinds.IsLoopbackName(context.Request.Host.Host)
            ? next(context)
            : new ApiError(ErrorTypes.BadRequest, Surfaces.Api, Message: "This web listens on this machine only and answers to localhost. For another name set AllowedHosts.").ExecuteAsync(context);
    }

    /// <param name="addresses">As the server tells them; without any, nothing is known.</param>
    public static bool IsLoopbackOnly(ICollection<string> addresses) =>
        addresses.Count > 0 && addresses.All(address => RequestKinds.IsLoopbackName(BindingAddress.Parse(address).Host));
}
