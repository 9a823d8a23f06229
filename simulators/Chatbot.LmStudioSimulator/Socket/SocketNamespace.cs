using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Answers a call: null is a result that is absent.</summary>
internal delegate ValueTask<object?> Rpc(JsonObject parameter, CancellationToken cancellationToken);

/// <summary>Works for as long as the channel is open, until <paramref name="cancellationToken"/>: the client cancelled, or went.</summary>
internal delegate Task Channel(JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken);

/// <summary>What one path understands.</summary>
internal sealed class SocketNamespace
{
    public Dictionary<string, Rpc> Rpcs { get; } = [];

    public Dictionary<string, Channel> Channels { get; } = [];

    public static ValueTask<object?> Done(object? result) => ValueTask.FromResult(result);
}
