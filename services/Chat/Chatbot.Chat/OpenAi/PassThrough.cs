using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.OpenAi;

/// <summary>
/// Sends a request to where its model answers: to a provider, or through admission to a host, and to another one as long as nothing of
/// an answer was seen. Throws <see cref="ModelCallException"/> and <see cref="UpstreamRefusalException"/>.
/// </summary>
internal sealed class PassThrough(Router router, IHttpClientFactory http, IOptions<ModelsOptions> options)
{
    // An answer in one piece is silent as long as it is generated; that LM Studio is gone, the host's agent finds out.
    private const int Patience = 36;

    private TimeSpan Idle => TimeSpan.FromSeconds(options.Value.IdleSeconds);

    /// <summary>The request went to a model, and not in vain because its place was away.</summary>
    public bool WasAsked { get; private set; }

    /// <param name="path">Below <c>/v1/</c>.</param>
    /// <param name="person">For fairness between people.</param>
    public async Task<UpstreamAnswer> AskAsync(ModelTarget target, string path, JsonObject body, string person, CancellationToken cancellationToken)
    {
        if (target is CloudTarget cloud)
        {
            body["model"] = cloud.Model;
            using var request = Request(new Uri($"{cloud.BaseUrl.AbsoluteUri.TrimEnd('/')}/{path}"), body);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cloud.ApiKey);
            WasAsked = true;
            return await UpstreamAnswer.BeginAsync(http.CreateClient(ModelClients.Cloud), request, Idle, cancellationToken);
        }

        return await AskHostsAsync((LocalTarget)target, path, body, person, cancellationToken);
    }

    private async Task<UpstreamAnswer> AskHostsAsync(LocalTarget target, string path, JsonObject body, string person, CancellationToken cancellationToken)
    {
        if (!router.IsReady) await router.ReadyAsync(cancellationToken);
        using var wait = new AdmissionWait(router, target, AskTerms.For(person, background: false, prefix: null));
        while (true)
        {
            await foreach (var _ in wait.AdmittedAsync(cancellationToken))
            {
                // The protocol has no word for how it stands.
            }

            try
            {
                body["model"] = wait.Granted.InstanceId;
                using var request = Request(new Uri(wait.Place.Agent, $"v1/{path}"), body);
                request.ForAgentOf(wait.Place.Host);
                request.Headers.Add(AdmissionHeaders.Ticket, wait.Granted.Ticket);
                WasAsked = true;
                var answer = await UpstreamAnswer.BeginAsync(http.CreateClient(ModelClients.Agent), request, IsStream(body) ? Idle : Patience * Idle, cancellationToken);
                wait.Answered(conversation: null);
                return answer;
            }
            catch (ModelCallException exception) when (exception.MayGoElsewhere)
            {
                WasAsked = false;
                wait.CallFailed(exception);
            }
        }
    }

    private static bool IsStream(JsonObject body) => body["stream"]?.GetValueKind() == JsonValueKind.True;

    private static HttpRequestMessage Request(Uri address, JsonObject body) => new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
}
