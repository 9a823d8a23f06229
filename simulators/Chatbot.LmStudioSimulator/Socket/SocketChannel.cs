namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>An open channel: the server sends until it closes it or fails, the client may cancel.</summary>
internal sealed class SocketChannel(SocketWire wire, long id, CancellationToken connection) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(connection);
    private bool _disposed;

    public long Id => id;

    /// <summary>The client cancelled, or went.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The client asked for the end, and is still there.</summary>
    public bool Stopped => _cancelled.IsCancellationRequested && !connection.IsCancellationRequested;

    public Task SendAsync(object message) => wire.SendAsync(new { type = "channelSend", channelId = id, message }, connection);

    public Task CloseAsync() => wire.SendAsync(new { type = "channelClose", channelId = id }, connection);

    public Task FailAsync(SocketError error) => wire.SendAsync(new { type = "channelError", channelId = id, error }, connection);

    public void Cancel()
    {
        lock (_gate)
        {
            if (!_disposed) _cancelled.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _cancelled.Dispose();
        }
    }
}
