using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>What this person is entitled to, the own API keys, and for admins everybody's accounts, as auth tells it.</summary>
internal sealed class AccountClient(ServiceClient services)
{
    private const string Keys = "http://auth/api/keys";
    private const string Users = "http://auth/api/users";

    public Task<SessionResponse> SessionAsync(CancellationToken cancellationToken) =>
        services.SendAsync<SessionResponse>(new HttpRequestMessage(HttpMethod.Get, "http://auth/api/auth/session"), cancellationToken);

    public Task<ApiKeyList> KeysAsync(CancellationToken cancellationToken) =>
        services.SendAsync<ApiKeyList>(new HttpRequestMessage(HttpMethod.Get, Keys), cancellationToken);

    public Task<NewApiKey> CreateKeyAsync(ApiKeyRequest key, CancellationToken cancellationToken) =>
        services.SendAsync<NewApiKey>(new HttpRequestMessage(HttpMethod.Post, Keys) { Content = JsonContent.Create(key, options: ServiceJson.Options) }, cancellationToken);

    /// <summary>Whoever calls this says so to <see cref="Sessions.KeyRevocations"/>.</summary>
    public async Task RevokeKeyAsync(Guid id, CancellationToken cancellationToken)
    {
        using var response = await services.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Keys}?id={id}"), cancellationToken);
    }

    /// <param name="query">A part of the address.</param>
    /// <param name="before">The last account of the page before.</param>
    public Task<UserList> UsersAsync(string? query, bool guests, Guid? before, int limit, CancellationToken cancellationToken)
    {
        var address = $"{Users}?limit={limit}&guests={(guests ? "true" : "false")}";
        if (!string.IsNullOrWhiteSpace(query)) address += $"&q={Uri.EscapeDataString(query)}";
        if (before is { } id) address += $"&ending_before={id}";
        return services.SendAsync<UserList>(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);
    }

    /// <summary>Whoever disables an account says so to <see cref="Sessions.KeyRevocations"/>.</summary>
    public Task<UserSummary> PatchUserAsync(Guid id, UserPatch patch, CancellationToken cancellationToken) =>
        services.SendAsync<UserSummary>(
            new HttpRequestMessage(HttpMethod.Patch, $"{Users}/{id}") { Content = JsonContent.Create(patch, options: ServiceJson.Options) }, cancellationToken);
}
