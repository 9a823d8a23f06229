using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Answers a call: null is a result that is absent.</summary>
internal delegate ValueTask<object?> Rpc(JsonObject parameter);

/// <summary>Works for as long as the channel is open, until <paramref name="cancellationToken"/>: the client cancelled, or went.</summary>
internal delegate Task Channel(JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken);

/// <summary>What one path understands.</summary>
internal sealed class SocketNamespace
{
    public Dictionary<string, Rpc> Rpcs { get; } = [];

    public Dictionary<string, Channel> Channels { get; } = [];
}

/// <summary>The namespaces of a host.</summary>
internal sealed class SocketNamespaces
{
    public SocketNamespaces(Hosts.SimulatedStudio studio)
    {
        var host = studio.Host;
        SystemCalls.Add(System, host);
        ModelCalls.Add(Llm, host, Hosts.SimulatedModel.Llm);
        ModelCalls.Add(Embedding, host, Hosts.SimulatedModel.Embedding);
        LoadChannels.Add(Llm, host, Hosts.SimulatedModel.Llm);
        LoadChannels.Add(Embedding, host, Hosts.SimulatedModel.Embedding);
        PredictChannel.Add(Llm, studio);
    }

    public SocketNamespace System { get; } = new();

    public SocketNamespace Llm { get; } = new();

    public SocketNamespace Embedding { get; } = new();
}
