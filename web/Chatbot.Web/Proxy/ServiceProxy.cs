using System.Diagnostics;
using System.Net;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Sessions;
using Yarp.ReverseProxy.Forwarder;

namespace Chatbot.Web.Proxy;

/// <summary>Passes requests of a session on to the services, with the person's token instead of the cookie.</summary>
internal sealed class ServiceProxy(IHttpForwarder forwarder, IHttpMessageHandlerFactory handlers, SessionTokens tokens)
{
    public const string ClientName = "proxy";

    // An answer may be silent while a large model loads; the services send a comment every 15 s, so this is a dead peer.
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(15) };

    public static void Register(IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<ServiceProxy>();
        services.AddHttpClient(ClientName).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        });
    }

    public async Task ForwardAsync(HttpContext context, ProxyRoute route)
    {
        var session = WebSession.From(context.User);
        if (session is null)
        {
            await ApiError.Unauthorized(Surfaces.Auth).ExecuteAsync(context);
            return;
        }

        string token;
        try
        {
            token = await tokens.GetAsync(session.Handle, context.RequestAborted);
        }
        catch (SessionEndedException)
        {
            await context.EndSessionAsync();
            await ApiError.Unauthorized(Surfaces.Auth, "The session has ended.").ExecuteAsync(context);
            return;
        }
        catch (HttpRequestException)
        {
            await ApiError.Offline(Surfaces.Auth).ExecuteAsync(context);
            return;
        }

        // The factory's handlers resolve the service's name, and are renewed from time to time; only the invoker is ours.
        using var invoker = new HttpMessageInvoker(handlers.CreateHandler(ClientName), disposeHandler: false);
        var error = await forwarder.SendAsync(context, $"http://{route.Service}", invoker, Patience, new ServiceTransformer(token), context.RequestAborted);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        context.Response.Clear();
        await ApiError.Offline(route.Surface).ExecuteAsync(context);
    }
}
