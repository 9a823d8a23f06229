using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>What this person is entitled to, as auth tells it.</summary>
internal sealed class AccountClient(ServiceClient services)
{
    public Task<SessionResponse> SessionAsync(CancellationToken cancellationToken) =>
        services.SendAsync<SessionResponse>(new HttpRequestMessage(HttpMethod.Get, "http://auth/api/auth/session"), cancellationToken);
}
