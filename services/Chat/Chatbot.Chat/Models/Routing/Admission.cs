using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Asks an agent for admission and reads its stream: <c>event: queued|loading|granted|refused</c>, a record each.</summary>
internal sealed class Admission(IHttpClientFactory http, TimeProvider time)
{
    // An agent answers at once, however long the queue is, and sends a comment in every 15 s of silence: three of them
    // missed is a dead agent.
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// <see cref="AgentAnswered"/>, then records of <c>Chatbot.LmStudioAgent.Contracts</c>. Throws
    /// <see cref="HttpRequestException"/> where the agent is not there, <see cref="OperationCanceledException"/> where it does
    /// not answer, <see cref="IOException"/> where it falls silent.
    /// </summary>
    public async IAsyncEnumerable<object> AskAsync(Place place, AdmissionRequest asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ModelClients.Agent);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(place.Agent, "admissions")) { Content = JsonContent.Create(asked, options: Json) };
        using var response = await SendAsync(client, place, request, cancellationToken);
        response.EnsureSuccessStatusCode();
        yield return AgentAnswered.Instance;
        await using var stream = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (Read(item) is { } record) yield return record;
        }
    }

    /// <summary>Gives a ticket back that is not used. An agent that does not know how lets it lapse after 10 s.</summary>
    public async Task GiveBackAsync(Place place, string ticket)
    {
        try
        {
            using var client = http.CreateClient(ModelClients.Agent);
            using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(place.Agent, $"admissions/{Uri.EscapeDataString(ticket)}"));
            using var response = await SendAsync(client, place, request, CancellationToken.None);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // It lapses.
        }
    }

    private static object? Read(SseItem<string> item)
    {
        try
        {
            return item.EventType switch
            {
                "queued" => JsonSerializer.Deserialize<AdmissionQueued>(item.Data, Json),
                "loading" => JsonSerializer.Deserialize<AdmissionLoading>(item.Data, Json),
                "granted" => JsonSerializer.Deserialize<AdmissionGranted>(item.Data, Json),
                "refused" => JsonSerializer.Deserialize<AdmissionRefused>(item.Data, Json),
                _ => null,
            };
        }
        catch (JsonException exception)
        {
            throw new IOException("The agent's answer could not be read.", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, Place place, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Headers, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        request.ForAgentOf(place.Host);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
    }
}
