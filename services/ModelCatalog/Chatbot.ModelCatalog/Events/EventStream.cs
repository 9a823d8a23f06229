namespace Chatbot.ModelCatalog.Events;

/// <summary>A <c>text/event-stream</c> answer: headers at once, events with a name, a comment line where nothing happens.</summary>
internal sealed class EventStream(HttpResponse response, TimeProvider time)
{
    private const string Ping = ": ping\n\n";

    private bool _begun;
    private long _lastWrite = time.GetTimestamp();

    public TimeSpan SilentFor => time.GetElapsedTime(_lastWrite);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    /// <param name="json">On one line.</param>
    public async Task SendAsync(string name, string json, CancellationToken cancellationToken)
    {
        _begun = true;
        await WriteAsync($"event: {name}\ndata: {json}\n\n", cancellationToken);
    }

    /// <summary>Never before the first event, as the contract has it.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => _begun ? WriteAsync(Ping, cancellationToken) : Task.CompletedTask;

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        _lastWrite = time.GetTimestamp();
    }
}
