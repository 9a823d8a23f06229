using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.ServiceDefaults.Authentication;

/// <summary>Options of a service's own OAuth client, section <c>Auth</c>.</summary>
public sealed class ServiceClientOptions
{
    /// <summary>One of <see cref="Chatbot.Auth.Contracts.Clients"/>.</summary>
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";
}

/// <summary>The service's own access token (client credentials), kept until a minute before it ends.</summary>
public sealed class ServiceTokens(IHttpClientFactory clients, IOptions<ServiceClientOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, (string Token, DateTimeOffset Until)> _tokens = [];

    public async Task<string> GetAsync(string scope, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_tokens.TryGetValue(scope, out var kept) && kept.Until > now) return kept.Token;

            using var client = clients.CreateClient(nameof(ServiceTokens));
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.Value.ClientId,
                ["client_secret"] = options.Value.ClientSecret,
                ["scope"] = scope,
            });
            using var response = await client.PostAsync("connect/token", form, cancellationToken);
            response.EnsureSuccessStatusCode();
            var token = (await response.Content.ReadFromJsonAsync<TokenResponse>(cancellationToken))!;
            _tokens[scope] = (token.AccessToken, now.AddSeconds(token.ExpiresIn - 60));
            return token.AccessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed record TokenResponse([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>Adds the service's own token to every request of a client.</summary>
public sealed class ServiceTokenHandler(ServiceTokens tokens, string scope) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(scope, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}

public static class ServiceTokensExtensions
{
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
