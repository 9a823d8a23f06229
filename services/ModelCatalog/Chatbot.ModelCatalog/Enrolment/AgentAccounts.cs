using System.Net;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary>An enrolled agent's accounts: its client at auth, and its user at the broker where the catalog manages that.</summary>
internal sealed class AgentAccounts(HttpClient auth, BrokerUsers broker)
{
    public async Task<AgentCredentials> MakeAsync(string hostId, string name, CancellationToken cancellationToken)
    {
        using var response = await auth.PostAsJsonAsync("clients/agents", new AgentClientRequest(hostId), JsonSerializerOptions.Web, cancellationToken);
        response.EnsureSuccessStatusCode();
        var client = (await response.Content.ReadFromJsonAsync<AgentClient>(JsonSerializerOptions.Web, cancellationToken))!;
        return new AgentCredentials(hostId, name, client.ClientId, client.ClientSecret, await broker.MakeAsync(hostId, cancellationToken));
    }

    public async Task RemoveAsync(string hostId, CancellationToken cancellationToken)
    {
        using var response = await auth.DeleteAsync(new Uri($"clients/agents/{hostId}", UriKind.Relative), cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
        await broker.RemoveAsync(hostId, cancellationToken);
    }
}
