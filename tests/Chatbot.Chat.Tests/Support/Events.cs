using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Chatbot.Chat.Tests.Support;

/// <summary>One event of a stream as a client reads it.</summary>
internal sealed record Event(int? Id, string Data)
{
    public string Type => Data == "[DONE]" ? Data : Json.GetProperty("type").GetString()!;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data);
}

internal static class Events
{
    public static async IAsyncEnumerable<Event> EventsAsync(this HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
            yield return new Event(item.EventId is { Length: > 0 } id ? int.Parse(id) : null, item.Data);
    }

    public static ValueTask<List<Event>> AllAsync(this HttpResponseMessage response) => response.EventsAsync().ToListAsync(TestContext.Current.CancellationToken);

    public static string Text(this IEnumerable<Event> events) =>
        string.Concat(events.Where(item => item.Type == "text-delta").Select(item => item.Json.GetProperty("delta").GetString()));
}
