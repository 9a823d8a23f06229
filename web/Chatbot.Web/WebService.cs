using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Clients;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Pages;
using Chatbot.Web.Components.Sharing;
using Chatbot.Web.Conversations;
using Chatbot.Web.DataProtection;
using Chatbot.Web.History;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Proxy;
using Chatbot.Web.Security;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Web;

/// <summary>The only door for browsers and API clients: sessions, the way to the services, and the pages.</summary>
internal static class WebService
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.ServeBuiltAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddServiceDefaults();
        builder.AddRedisClient("redis");
        var services = builder.Services;
        services.AddKeyRing();
        services.AddSessionCookie();
        services.AddSessions();
        services.AddOptions<AnonymousLimits>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Doorkeeper>();
        services.AddHttpContextAccessor();
        ServiceProxy.Register(services);
        services.AddServiceClients();
        services.AddModelCatalog();
        services.AddHistory();
        services.AddConversations();
        services.AddScoped<ToastState>();
        services.AddScoped<PageScript>();
        services.AddScoped<BrowserClock>();
        services.AddScoped<CircuitLine>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitLine>());
        services.AddScoped<ForeignChats>();
        // A message of 100,000 characters comes in one piece; what the socket does not take ends the page.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 1024 * 1024);
        services.AddCascadingAuthenticationState();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseMiddleware<LoopbackNames>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseWhen(RequestKinds.IsApi, api => api.UseApiErrors());
        app.UseWhen(context => !RequestKinds.IsApi(context), pages => pages.UseMiddleware<PageErrors>());
        app.UseMiddleware<OwnOrigin>();
        app.UseAuthentication();
        app.UseMiddleware<CallersAddress>();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapDefaultEndpoints();
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/ping", () => "pong").AllowAnonymous();
        app.MapGet("/api/auth/guest", GuestSignIn.HandleAsync).AllowAnonymous().WithTags("Accounts");
        app.MapPost("/api/auth/signout", SignOut.HandleAsync).AllowAnonymous().WithTags("Accounts");
        foreach (var route in ProxyRoutes.All)
        {
            var endpoint = app.Map(route.Pattern, (HttpContext context, ServiceProxy proxy) => proxy.ForwardAsync(context, route))
                .WithMetadata(new SurfaceMetadata(route.Surface))
                .ExcludeFromDescription();
            if (route.Caller != ProxyCaller.Person) endpoint.AllowAnonymous();
        }

        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        app.MapFallback("{**path}", Unknown).AllowAnonymous();
    }

    // A built, not published, web finds its assets by a manifest that only Development reads by itself. There they also may
    // change at any time, and a browser keeps none of them: but only where somebody works on them, and a tool watches, they do.
    private static void ServeBuiltAssets(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration["DOTNET_WATCH"] == "1") return;
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false").UseSetting("EnableStaticAssetsDevelopmentCaching", "true");
    }

    private static IResult Unknown(HttpContext context) =>
        RequestKinds.IsPage(context.Request)
            ? new RazorComponentResult<Missing> { StatusCode = StatusCodes.Status404NotFound }
            : ApiError.NotFound(Surfaces.Api);

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddServiceTokens(Auth.Contracts.Clients.Web);
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<KeyRevocations>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRevocations>());
        services.AddScoped<CircuitSession>();
        services.AddHttpClient(SessionTokens.ClientName, client =>
        {
            client.BaseAddress = new Uri("http://auth/");
            client.Timeout = TimeSpan.FromSeconds(10);
        });
        services.AddHttpClient<AuthClient>(client =>
        {
            client.BaseAddress = new Uri("http://auth/");
            client.Timeout = TimeSpan.FromSeconds(15);
        }).AddHttpMessageHandler(provider => new ServiceTokenHandler(provider.GetRequiredService<ServiceTokens>(), Scopes.SignIn));
    }
}
