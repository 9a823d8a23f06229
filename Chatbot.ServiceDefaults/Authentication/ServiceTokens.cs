using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Chatbot.Auth.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.ServiceDefaults.Authentication;

/// <summary>Options of a service's own OAuth client, section <c>Auth</c>.</summary>
public sealed class ServiceClientOptions
{
    /// <summary>One of <see cref="Clients"/>.</summary>
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";
}

/// <summary>The service's own access tokens (client credentials), one for each scope and resource, kept until a minute before they end.</summary>
public sealed class ServiceTokens(IHttpClientFactory clients, IOptions<ServiceClientOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string Scope, string? Resource), KeptToken> _tokens = new();

    /// <param name="resource">Whom alone the token is for, where the scope asks for it: <see cref="Audiences.AgentOf"/>.</param>
    public async Task<string> GetAsync(string scope, CancellationToken cancellationToken, string? resource = null)
    {
        // One that is asked for holds up nobody who wants another.
        var kept = _tokens.GetOrAdd((scope, resource), static _ => new KeptToken());
        await kept.One.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (kept.Until > now) return kept.Text;

            var token = await AskAsync(scope, resource, cancellationToken);
            (kept.Text, kept.Until) = (token.AccessToken, now.AddSeconds(token.ExpiresIn - 60));
            return kept.Text;
        }
        finally
        {
            kept.One.Release();
        }
    }

    public void Dispose()
    {
        foreach (var kept in _tokens.Values) kept.One.Dispose();
    }

    private async Task<TokenResponse> AskAsync(string scope, string? resource, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.Value.ClientId,
            ["client_secret"] = options.Value.ClientSecret,
            ["scope"] = scope,
        };
        if (resource is not null) fields["resource"] = resource;
        using var client = clients.CreateClient(nameof(ServiceTokens));
        using var form = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync("connect/token", form, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<TokenResponse>(cancellationToken))!;
    }

    private sealed class KeptToken
    {
        public SemaphoreSlim One { get; } = new(1, 1);

        public string Text { get; set; } = "";

        public DateTimeOffset Until { get; set; }
    }

    private sealed record TokenResponse([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>Adds the service's own token to every request of a client: one for its resource alone, where the request has one.</summary>
public sealed class ServiceTokenHandler(ServiceTokens tokens, string scope) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(scope, cancellationToken, request.Options.TryGetValue(ServiceTokensExtensions.Resource, out var resource) ? resource : null));
        return await base.SendAsync(request, cancellationToken);
    }
}

public static class ServiceTokensExtensions
{
    internal static readonly HttpRequestOptionsKey<string> Resource = new("token-resource");

    /// <summary>The token of this request is to be good at the agent of that host and nowhere else.</summary>
    public static void ForAgentOf(this HttpRequestMessage request, string hostId) => request.Options.Set(Resource, Audiences.AgentOf(hostId));

    /// <summary>Registers <see cref="ServiceTokens"/>; the secret comes from <c>Auth:ClientSecret</c>.</summary>
    public static IServiceCollection AddServiceTokens(this IServiceCollection services, string clientId)
    {
        services.AddOptions<ServiceClientOptions>().BindConfiguration("Auth")
            .Configure(options => options.ClientId = clientId)
            .Validate(options => options.ClientSecret.Length > 0, "Auth:ClientSecret is missing: the service cannot prove who it is.")
            .ValidateOnStart();
        services.AddHttpClient(nameof(ServiceTokens), client =>
        {
            client.BaseAddress = new Uri("http://auth/");
            client.Timeout = TimeSpan.FromSeconds(10);
        });
        services.AddSingleton<ServiceTokens>();
        return services;
    }
}
