using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>Who is connected to a host, so that it can hang up on them.</summary>
internal sealed class HostConnections
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = [];
    private readonly ConcurrentDictionary<object, Action> _sockets = [];

    public async Task ServeAsync(ConnectionContext connection, Func<Task> next)
    {
        _connections[connection.ConnectionId] = connection;
        try
        {
            await next();
        }
        finally
        {
            _connections.TryRemove(connection.ConnectionId, out _);
        }
    }

    /// <summary>While not disposed, <paramref name="cut"/> is what ends an open WebSocket without a word.</summary>
    public IDisposable Opened(Action cut)
    {
        var key = new OpenSocket(this);
        _sockets[key] = cut;
        return key;
    }

    public void DropSockets()
    {
        foreach (var cut in _sockets.Values) cut();
    }

    public void DropAll(string? except)
    {
        DropSockets();
        foreach (var connection in _connections.Values.Where(connection => connection.ConnectionId != except)) Reset(connection);
    }

    /// <summary>No answer, and no orderly end either.</summary>
    public void Reset(HttpContext context)
    {
        if (_connections.TryGetValue(context.Connection.Id, out var connection)) Reset(connection);
        else context.Abort();
    }

    private static void Reset(ConnectionContext connection)
    {
        // Closing without lingering is what makes a TCP reset of it.
        connection.Features.Get<IConnectionSocketFeature>()?.Socket.Close(0);
        connection.Abort();
    }

    private sealed class OpenSocket(HostConnections connections) : IDisposable
    {
        public void Dispose() => connections._sockets.TryRemove(this, out _);
    }
}
