using System.Diagnostics;
using System.Net;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Security;
using Chatbot.Web.Sessions;
using Yarp.ReverseProxy.Forwarder;

namespace Chatbot.Web.Proxy;

/// <summary>Passes requests of a session on to the services, with the person's token instead of the cookie.</summary>
internal sealed class ServiceProxy(ServiceForwarder forwarder, AgentProxy agents, SessionTokens tokens, KeyRevocations revocations, Doorkeeper doors)
{
    public static void Register(IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<ServiceForwarder>();
        services.AddSingleton<AgentProxy>();
        services.AddSingleton<ServiceProxy>();
        services.AddHttpClient(ServiceForwarder.ClientName).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // An answer whose reader left is not read on: behind it a model works.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(50),
        });
    }

    public async Task ForwardAsync(HttpContext context, ProxyRoute route)
    {
        if (route.Caller != ProxyCaller.Person)
        {
            await agents.ForwardAsync(context, route);
            return;
        }

        var key = ApiKeyAuthentication.KeyOf(context.User);
        var session = WebSession.From(context.User);
        if (session is null && key is null)
        {
            await ApiError.Unauthorized(Surfaces.Auth).ExecuteAsync(context);
            return;
        }

        string token;
        try
        {
            token = await tokens.GetAsync(key is null ? Credential.Session(session!.Handle) : Credential.Key(key), context.RequestAborted);
        }
        catch (SessionEndedException)
        {
            // Whoever has an account keeps the cookie: by it the page that is opened next knows them, and asks them to sign in again.
            if (key is null && session is { IsGuest: true }) await context.EndSessionAsync();
            await Refusal(context, isKey: key is not null).ExecuteAsync(context);
            return;
        }
        catch (HttpRequestException)
        {
            await ApiError.Offline(Surfaces.Auth).ExecuteAsync(context);
            return;
        }

        await forwarder.SendAsync(context, route, new ServiceTransformer(token));
        if (route == ProxyRoutes.Users && HttpMethods.IsPatch(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK) revocations.TellAll();
        if (route == ProxyRoutes.Keys && HttpMethods.IsDelete(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status204NoContent) revocations.Tell();
    }

    // Only what is wrong is counted: a right key is let in from an address that sends wrong ones, too.
    private ApiError Refusal(HttpContext context, bool isKey)
    {
        if (!isKey) return ApiError.Unauthorized(Surfaces.Auth, "The session has ended.");
        return doors.WaitAt(Door.Key, context) is { } wait
            ? ApiError.RateLimit(Surfaces.Auth, wait)
            : ApiError.Unauthorized(Surfaces.Auth, "The API key is wrong, or was revoked.");
    }
}
