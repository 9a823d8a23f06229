using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Chatbot.Auth.Tokens;

internal static class TokensExtensions
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ClientsOptions>, ClientsValidation>();
        services.AddOptions<ClientsOptions>().BindConfiguration("Clients").ValidateOnStart();
        services.AddScoped<ClientRegistry>();
        services.AddScoped<AgentClients>();
        services.AddScoped<SessionGrant>();
        services.AddScoped<ApiKeyGrant>();

        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AuthDbContext>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.AllowClientCredentialsFlow().AllowCustomFlow(Clients.SessionGrant).AllowCustomFlow(Clients.ApiKeyGrant);
                server.RegisterScopes(Scopes.Person, Scopes.OpenAi, Scopes.SignIn, Scopes.Infer, Scopes.ReadAgent, Scopes.ConnectAgent, Scopes.ManageAgents);
                // A resource is the agent of a host, of which there are ever new ones: the grant looks at their shape.
                server.DisableResourceValidation().IgnoreResourcePermissions();
                server.SetAccessTokenLifetime(Lifetime);
                server.DisableAccessTokenEncryption();
                // What revokes is deleting the session: a token is not looked up again, so none is written down.
                server.DisableTokenStorage();
                server.DisableAuthorizationStorage();
                // The network between the services is private; towards the outside only the web speaks.
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });

        // OpenIddict writes requests into the log, and knows nothing of our handle's being a secret.
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning));
        services.AddSingleton<ServerKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<ServerKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<ServerKeys>());
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, OwnTokenValidation>();
    }

    public static void MapTokens(this WebApplication app) =>
        // The client proves itself in the request's body; OpenIddict has checked it before the handler runs.
        app.MapPost("/connect/token", IssueToken.HandleAsync).AllowAnonymous().WithName("IssueToken").WithTags("Tokens");
}
