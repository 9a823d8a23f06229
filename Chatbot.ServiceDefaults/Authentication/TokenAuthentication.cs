using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chatbot.ServiceDefaults.Authentication;

/// <summary>Access tokens of auth, checked by each service itself: signature by discovery, issuer, audience, type, scope.</summary>
public static class TokenAuthentication
{
    /// <summary>
    /// Without further words a route needs a token with <paramref name="scope"/> (the fallback policy denies).
    /// Configuration: <c>Auth:Issuer</c>, the fixed issuer, default <c>http://auth/</c>, whose host service discovery resolves.
    /// </summary>
    public static void AddTokenAuthentication(this IHostApplicationBuilder builder, string audience, string scope = Scopes.Person) => builder.AddTokenAuthentication(_ => audience, scope);

    /// <summary>Where the audience stands in options.</summary>
    public static void AddTokenAuthentication(this IHostApplicationBuilder builder, Func<IServiceProvider, string> audience, string scope)
    {
        var issuer = builder.Configuration["Auth:Issuer"] ?? "http://auth/";
        builder.Services.AddHttpClient(nameof(TokenAuthentication), client => client.Timeout = TimeSpan.FromSeconds(10));
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MetadataAddress = new Uri(new Uri(issuer), ".well-known/openid-configuration").AbsoluteUri;
            options.RequireHttpsMetadata = false; // Between services on a private network; the issuer's address is ours.
            options.MapInboundClaims = false;
            // Auth may start later than this service, and its keys are looked up again when one is not known.
            options.RefreshInterval = TimeSpan.FromSeconds(5);
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ValidIssuer = issuer;
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
        });
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IHttpClientFactory>((options, clients) => options.Backchannel = clients.CreateClient(nameof(TokenAuthentication)))
            .Configure<IServiceProvider>((options, services) => options.TokenValidationParameters.ValidAudience = audience(services));

        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(RequireScope(scope))
            .SetFallbackPolicy(RequireScope(scope));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CurrentUser>();
    }

    public static AuthorizationPolicy RequireScope(string scope) => WithScope(scope).Build();

    /// <summary>
    /// For a route or group: what is asked besides a person's token. A policy of a route's own takes the place of the default one, so
    /// it has to say again that a token is needed, and which: this is the one place that does.
    /// </summary>
    public static TBuilder RequirePerson<TBuilder>(this TBuilder builder, Action<AuthorizationPolicyBuilder> besides)
        where TBuilder : IEndpointConventionBuilder
    {
        var policy = WithScope(Scopes.Person);
        besides(policy);
        return builder.RequireAuthorization(policy.Build());
    }

    /// <summary>For a route or group: one of <see cref="Permissions"/> besides a person's token.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequirePerson(policy => policy.RequireClaim(ChatbotClaims.Permission, permission));

    private static AuthorizationPolicyBuilder WithScope(string scope) => new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme)
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope)));
}
