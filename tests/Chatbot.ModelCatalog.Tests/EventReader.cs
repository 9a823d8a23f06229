using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>Reads an event stream, one event at a time.</summary>
internal sealed class EventReader(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
{
    public HttpResponseMessage Response => response;

    public static async Task<EventReader> OpenAsync(HttpClient client, string path)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return new EventReader(response, SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator());
    }

    /// <summary>The next event's name and data; null at the end of the stream.</summary>
    public async Task<(string Name, JsonElement Data)?> NextAsync()
    {
        var next = events.MoveNextAsync().AsTask();
        if (!await next.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)) return null;
        return (events.Current.EventType, JsonSerializer.Deserialize<JsonElement>(events.Current.Data));
    }

    public async Task<JsonElement> NextAsync(string name)
    {
        var (found, data) = await NextAsync() ?? throw new InvalidOperationException($"The stream ended before '{name}'.");
        Assert.Equal(name, found);
        return data;
    }

    public ValueTask DisposeAsync()
    {
        // The response ends what is still being read.
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
