using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// Asks over HTTP whether an agent is there, and which. The bus may be away while the hosts are well; a host is offline only
/// when both are silent.
/// </summary>
internal sealed class AgentProbe(IHttpClientFactory clients)
{
    /// <summary>The agent of that host answers.</summary>
    public async Task<bool> AnswersAsync(HostState host, CancellationToken cancellationToken) =>
        await AskAsync(host.Address!, host.Registration.CertificateSha256, cancellationToken) is { } alive && alive.HostId == host.Id;

    /// <summary>Null where nobody answers who is an agent.</summary>
    public async Task<AgentAlive?> AskAsync(Uri agent, string? certificateSha256, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(nameof(AgentProbe));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agent, "/alive"));
            AgentCertificate.Pin(request, certificateSha256);
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<AgentAlive>(JsonSerializerOptions.Web, cancellationToken) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever listens there, and wherever that is: what is no answer of an agent must stop nobody who asks.
            return null;
        }
    }
}
