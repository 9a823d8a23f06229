using System.Net.Http.Headers;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Models;

/// <summary>Asks agents what a load would take. Each has its time; who says nothing by then is listed as not saying.</summary>
internal sealed class AgentEstimates(IHttpClientFactory clients, ServiceTokens tokens, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public async Task<HostEstimate> AskAsync(HostState host, string modelKey, int? contextLength, CancellationToken cancellationToken)
    {
        if (!host.Online) return Unknown(host, $"Host {host.Id} is offline.");
        if (!host.IsUsable) return Unknown(host, $"LM Studio does not answer on host {host.Id}.");

        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(host, modelKey, contextLength, either.Token);
            return response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync<ModelEstimate>(JsonSerializerOptions.Web, either.Token) is { } estimate
                ? new HostEstimate(host.Id, estimate.Fits, estimate.RequiredBytes, estimate.FreeBytes, estimate.Confidence, estimate.WouldUnload ?? [], estimate.Reason)
                : Unknown(host, $"The agent of host {host.Id} can't tell just now.");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Also an address that can't be asked, and an answer that is none.
            return Unknown(host, $"The agent of host {host.Id} did not answer in time.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HostState host, string modelKey, int? contextLength, CancellationToken cancellationToken)
    {
        var query = QueryString.Create("modelKey", modelKey);
        if (contextLength is { } tokensAsked) query = query.Add("contextLength", $"{tokensAsked}");
        using var client = clients.CreateClient(nameof(AgentEstimates));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address!, $"/estimate{query}"));
        AgentCertificate.Pin(request, host.Registration.CertificateSha256);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(Scopes.ReadAgent, cancellationToken, Audiences.AgentOf(host.Id)));
        return await client.SendAsync(request, cancellationToken);
    }

    private static HostEstimate Unknown(HostState host, string reason) => new(host.Id, false, null, null, EstimateConfidences.Low, [], reason);
}
