using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// A load by channel: the server sends <c>resolved</c>, <c>progress</c> with 0 to 1, and <c>success</c> with the instance;
/// the client may send <c>cancel</c>.
/// </summary>
internal sealed class SocketLoad(SocketNamespaces sockets, LmStudioOptions options)
{
    /// <summary>When cancelled, throws after LM Studio has confirmed or had its time to; the caller then looks whether the load slipped through.</summary>
    public Task<LoadedInstance> RunAsync(LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken) => sockets.WithChannelAsync(
        SocketNamespaces.Of(load.Kind), "loadModel", Creation(load), LmStudioFailure.LoadFailed, channel => FollowAsync(channel, load, progressed, cancellationToken), cancellationToken);

    private async Task<LoadedInstance> FollowAsync(SocketChannel channel, LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in channel.ReadAsync(options.LoadSilenceTimeout, cancellationToken))
            {
                switch (message.Text("type"))
                {
                    case "progress" when message.Number("progress") is { } progress:
                        progressed?.Invoke(Math.Clamp(progress, 0, 1));
                        break;
                    case "success":
                        return Instance(message, load);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or LmStudioException { Failure: LmStudioFailure.TimedOut })
        {
            // What nobody waits for any more must not stay behind in memory.
            await channel.CancelAsync();
            throw;
        }

        throw new LmStudioException(LmStudioFailure.LoadFailed, $"LM Studio ended the load of {load.ModelKey} without saying why.");
    }

    private static object Creation(LoadOptions load) => new
    {
        modelKey = load.ModelKey,
        identifier = load.Identifier,
        ttlMs = load.Ttl is { } ttl ? (long?)Math.Max(1, (long)ttl.TotalMilliseconds) : null,
        loadConfigStack = LoadConfig.For(load),
    };

    private static LoadedInstance Instance(JsonElement success, LoadOptions load) =>
        SocketModels.Loaded(success.Field("info") ?? default, load.Kind)
        ?? new LoadedInstance(load.Identifier ?? load.ModelKey, load.ModelKey, load.Kind, null, load.Ttl, null);
}
