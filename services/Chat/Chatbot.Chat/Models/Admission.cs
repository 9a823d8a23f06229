using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.Chat.Models;

/// <summary>Asks an agent for admission and reads its stream: <c>event: queued|loading|granted|refused</c>, a record each.</summary>
internal sealed class Admission(IHttpClientFactory http, TimeProvider time)
{
    // An agent answers at once, however long the queue is, and sends a comment in every 15 s of silence: three of them
    // missed is a dead agent.
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Records of <c>Chatbot.LmStudioAgent.Contracts</c>. Throws <see cref="HttpRequestException"/> where the agent is not
    /// there, <see cref="OperationCanceledException"/> where it does not answer, <see cref="IOException"/> where it falls silent.
    /// </summary>
    public async IAsyncEnumerable<object> AskAsync(Place place, string person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ModelClients.Agent);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(place.Agent, "admissions"))
        {
            Content = JsonContent.Create(new AdmissionRequest(place.ModelKey, person), options: Json),
        };
        using var response = await SendAsync(client, request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            object? record = item.EventType switch
            {
                "queued" => JsonSerializer.Deserialize<AdmissionQueued>(item.Data, Json),
                "loading" => JsonSerializer.Deserialize<AdmissionLoading>(item.Data, Json),
                "granted" => JsonSerializer.Deserialize<AdmissionGranted>(item.Data, Json),
                "refused" => JsonSerializer.Deserialize<AdmissionRefused>(item.Data, Json),
                _ => null,
            };
            if (record is not null) yield return record;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Headers, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
    }
}
