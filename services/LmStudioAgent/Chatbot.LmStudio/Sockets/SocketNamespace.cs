namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// One namespace: its socket is opened on first use, again on the next use after it was lost, and anew when it has no
/// warnings left. All who wait for a connection wait for the same one, so that a server that never answers is waited for once.
/// </summary>
internal sealed class SocketNamespace(Func<Task<LmStudioSocket>> connect) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LmStudioSocket> _retired = [];
    private LmStudioSocket? _current;
    private Task<LmStudioSocket>? _connecting;
    private bool _disposed;

    public async Task<(LmStudioSocket Socket, IDisposable Use)> TakeAsync(bool untried, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<LmStudioSocket> connecting;
            lock (_gate)
            {
                if (_disposed) throw SocketTransport.Lost();
                if (_current is { IsOpen: true } open && open.Uses.TryTake(untried) is { } use) return (open, use);
                connecting = _connecting ??= ReplaceAsync();
            }

            var socket = await connecting.WaitAsync(cancellationToken);
            // One that greets and goes away at once is not asked for ever.
            if (!socket.IsOpen) throw SocketTransport.Lost();
        }
    }

    public async ValueTask DisposeAsync()
    {
        LmStudioSocket[] sockets;
        lock (_gate)
        {
            _disposed = true;
            sockets = _current is { } current ? [.. _retired, current] : [.. _retired];
        }

        foreach (var socket in sockets) await socket.DisposeAsync();
    }

    private async Task<LmStudioSocket> ReplaceAsync()
    {
        // Not before it stands in its field.
        await Task.Yield();
        LmStudioSocket? next = null;
        try
        {
            return next = await connect();
        }
        finally
        {
            var unwanted = Replace(next);
            if (unwanted is not null && unwanted == next) await unwanted.DisposeAsync();
            else unwanted?.Uses.Retire();
        }
    }

    /// <returns>The socket that nobody takes any more: the one before, or the new one where nothing more is asked of it.</returns>
    private LmStudioSocket? Replace(LmStudioSocket? next)
    {
        lock (_gate)
        {
            _connecting = null;
            if (_disposed || next is null) return next;
            _retired.RemoveAll(socket => !socket.IsOpen);
            var former = _current;
            if (former is not null) _retired.Add(former);
            _current = next;
            return former;
        }
    }
}
