using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.Web.Sessions;

/// <summary>
/// Trades a session's handle, or an API key, for a person's access token. Tokens are kept until shortly before they end and never reach
/// the browser; parallel callers of one session share one exchange.
/// </summary>
internal sealed class SessionTokens(IHttpClientFactory clients, IOptions<ServiceClientOptions> client, TimeProvider time)
{
    public const string ClientName = "session-tokens";

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(45);

    // What a revocation that is not heard of may still be worth.
    private static readonly TimeSpan KeyLife = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Credential, Lazy<Task<AccessToken>>> _tokens = new();
    private DateTimeOffset _nextSweep;

    /// <inheritdoc cref="GetAsync(Credential, CancellationToken)"/>
    public Task<string> GetAsync(string handle, CancellationToken cancellationToken) => GetAsync(Credential.Session(handle), cancellationToken);

    /// <exception cref="SessionEndedException">The session is over, or the key revoked.</exception>
    /// <exception cref="HttpRequestException">Auth does not answer.</exception>
    public async Task<string> GetAsync(Credential credential, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The exchange belongs to no single caller: one that gives up does not take it from the others.
            var entry = _tokens.GetOrAdd(credential, Exchange);
            var token = await entry.Value.WaitAsync(cancellationToken);
            if (token.Until > time.GetUtcNow()) return token.Value;
            _tokens.TryRemove(KeyValuePair.Create(credential, entry));
        }
    }

    /// <summary>After signing out, or when a service refused the token.</summary>
    public void Forget(string handle) => _tokens.TryRemove(Credential.Session(handle), out _);

    public void ForgetKeys()
    {
        foreach (var credential in _tokens.Keys.Where(credential => credential.IsKey)) _tokens.TryRemove(credential, out _);
    }

    /// <summary>After an account was disabled or its password changed: whose tokens they are is not known here, and a new one costs little.</summary>
    public void ForgetAll() => _tokens.Clear();

    // What failed is forgotten by the exchange itself: nobody may be waiting for it any more.
    private Lazy<Task<AccessToken>> Exchange(Credential credential)
    {
        Lazy<Task<AccessToken>>? entry = null;
        return entry = new Lazy<Task<AccessToken>>(async () =>
        {
            try
            {
                return await ExchangeAsync(credential);
            }
            catch
            {
                _tokens.TryRemove(KeyValuePair.Create(credential, entry!));
                throw;
            }
        });
    }

    private async Task<AccessToken> ExchangeAsync(Credential credential)
    {
        Sweep();
        using var http = clients.CreateClient(ClientName);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = credential.Grant,
            ["client_id"] = client.Value.ClientId,
            ["client_secret"] = client.Value.ClientSecret,
            [credential.Field] = credential.Value,
            ["scope"] = Scopes.Person,
        });
        HttpResponseMessage response;
        try
        {
            response = await http.PostAsync("connect/token", form);
        }
        catch (TaskCanceledException timeout)
        {
            throw new HttpRequestException("Auth did not answer in time.", timeout);
        }

        using (response)
        {
            if (response.IsSuccessStatusCode)
            {
                var body = (await response.Content.ReadFromJsonAsync<TokenBody>())!;
                var life = TimeSpan.FromSeconds(body.ExpiresIn) - Margin;
                return new AccessToken(body.AccessToken, time.GetUtcNow() + (credential.IsKey && life > KeyLife ? KeyLife : life));
            }

            if (await IsInvalidGrantAsync(response)) throw new SessionEndedException();
            throw new HttpRequestException($"Auth answered {(int)response.StatusCode}.", null, response.StatusCode);
        }
    }

    private static async Task<bool> IsInvalidGrantAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 400 or >= 500 || response.Content.Headers.ContentType?.MediaType != "application/json") return false;
        return (await response.Content.ReadFromJsonAsync<ErrorBody>())?.Error == "invalid_grant";
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        if (now < _nextSweep) return;
        _nextSweep = now.AddMinutes(1);
        foreach (var entry in _tokens)
        {
            if (entry.Value is { IsValueCreated: true, Value: { IsCompleted: true } done } && IsOver(done)) _tokens.TryRemove(entry);
        }

        bool IsOver(Task<AccessToken> done) => !done.IsCompletedSuccessfully || done.GetAwaiter().GetResult().Until <= now;
    }

    private sealed record AccessToken(string Value, DateTimeOffset Until);

    private sealed record TokenBody([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    private sealed record ErrorBody([property: JsonPropertyName("error")] string? Error);
}
