using System.Net.ServerSentEvents;
using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Talking;

/// <summary>An open page, as far as it follows <c>GET /api/models/events</c>, and the states that it shows.</summary>
internal sealed class Page : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Model, string Host), string> _shown = [];
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private Expected? _expected;

    private Page(Stream stream, TimeProvider time)
    {
        _time = time;
        _reading = ReadAsync(stream);
    }

    public static async Task<Page> OpenAsync(Person person, TimeProvider time, CancellationToken cancellationToken) =>
        new(await person.FollowAsync("/api/models/events", cancellationToken), time);

    /// <summary>When this page was told that state. Ask before it comes about, one at a time.</summary>
    public Task<DateTimeOffset> ExpectAsync(string model, string host, string state)
    {
        lock (_gate)
        {
            _expected = new Expected(model, host, state);
            if (_shown.GetValueOrDefault((model, host)) == state) _expected.At.TrySetResult(_time.GetUtcNow());
            return _reading.IsCompleted ? Task.FromException<DateTimeOffset>(new InvalidOperationException("The page's stream has ended.")) : _expected.At.Task;
        }
    }

    public string? Shown(string model, string host)
    {
        lock (_gate) return _shown.GetValueOrDefault((model, host));
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _closed.Dispose();
    }

    private async Task ReadAsync(Stream stream)
    {
        try
        {
            await using var owned = stream;
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(_closed.Token))
            {
                if (item.EventType == "models") Show(JsonSerializer.Deserialize<List<ModelEntry>>(item.Data, JsonSerializerOptions.Web)!);
                else if (item.EventType == "model") Show([JsonSerializer.Deserialize<ModelEntry>(item.Data, JsonSerializerOptions.Web)!]);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // Closed, or broken off: whoever expects something more of it is told below.
        }

        lock (_gate) _expected?.At.TrySetException(new InvalidOperationException("The page's stream has ended."));
    }

    private void Show(IReadOnlyList<ModelEntry> models)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (model, place) in models.SelectMany(model => model.Places.Select(place => (model.Id, place))))
            {
                _shown[(model, place.Host)] = place.State;
                if (_expected is { } expected && expected.Model == model && expected.Host == place.Host && expected.State == place.State) expected.At.TrySetResult(now);
            }
        }
    }

    private sealed record Expected(string Model, string Host, string State)
    {
        public TaskCompletionSource<DateTimeOffset> At { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
