using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models;

/// <summary>Asks an agent for admission and reads its stream: <c>event: queued|loading|granted|refused</c>, a record each.</summary>
internal sealed class Admission(IHttpClientFactory http, TimeSpan idle)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Records of <c>Chatbot.LmStudioAgent.Contracts</c>; throws <see cref="HttpRequestException"/> where the agent is not there.</summary>
    public async IAsyncEnumerable<object> AskAsync(Place place, string person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ModelClients.Agent);
        using var silence = new IdleTimeout(idle, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(place.Agent, "admissions"))
        {
            Content = JsonContent.Create(new AdmissionRequest(place.ModelKey, person), options: Json),
        };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(silence.Token))
        {
            silence.Reset();
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
}
