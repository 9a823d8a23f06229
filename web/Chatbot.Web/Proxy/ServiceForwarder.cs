using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Chatbot.Web.Proxy;

/// <summary>Sends a request on to a service; one that is away is 503.</summary>
internal sealed class ServiceForwarder(IHttpForwarder forwarder, IHttpMessageHandlerFactory handlers)
{
    public const string ClientName = "proxy";

    // An answer may be silent while a large model loads; the services send a comment every 15 s, so this is a dead peer.
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(15) };

    public async Task SendAsync(HttpContext context, ProxyRoute route, HttpTransformer transformer)
    {
        if (route.LargestBody is { } largest && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = largest;
        // The factory's handlers resolve the service's name, and are renewed from time to time; only the invoker is ours.
        using var invoker = new HttpMessageInvoker(handlers.CreateHandler(ClientName), disposeHandler: false);
        var error = await forwarder.SendAsync(context, $"http://{route.Service}", invoker, Patience, transformer, context.RequestAborted);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        var isTooLarge = context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge;
        context.Response.Clear();
        await (isTooLarge ? ApiError.BadRequest(route.Surface, "The body is too large.") : ApiError.Offline(route.Surface)).ExecuteAsync(context);
    }
}
