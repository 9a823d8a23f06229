using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.Web.Clients;

/// <summary>Event streams of the catalog: the whole first, then each change, until the connection ends.</summary>
internal sealed class CatalogEvents(ServiceClient services, TimeProvider time)
{
    // The catalog sends a comment in every 15 s of silence: three of them missed is a dead connection.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    public async IAsyncEnumerable<SseItem<string>> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://catalog{path}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await services.OpenAsync(request, cancellationToken);
        await using var stream = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken)) yield return item;
    }

    public static T Read<T>(SseItem<string> item) => JsonSerializer.Deserialize<T>(item.Data, ServiceJson.Options) ?? throw new JsonException("The event is empty.");
}
