using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// A load by channel: the server sends <c>resolved</c>, <c>progress</c> with 0 to 1, and <c>success</c> with the instance;
/// the client may send <c>cancel</c>.
/// </summary>
internal sealed class SocketLoad(SocketNamespaces sockets, LmStudioOptions options, TimeProvider time)
{
    // How long a cancelled load may take to say that it ended.
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(5);

    /// <summary>When cancelled, throws after LM Studio has confirmed or had its time to; the caller then looks whether the load slipped through.</summary>
    public async Task<LoadedInstance> RunAsync(LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken)
    {
        var socket = await sockets.OpenAsync(SocketNamespaces.Of(load.Kind), cancellationToken);
        var channel = await socket.OpenAsync("loadModel", Creation(load), cancellationToken);
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
        catch (OperationCanceledException)
        {
            await CancelAsync(channel);
            throw;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.TimedOut)
        {
            // What nobody waits for any more must not stay behind in memory.
            await CancelAsync(channel);
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

    private async Task CancelAsync(SocketChannel channel)
    {
        using var deadline = new CancellationTokenSource(CancelTimeout, time);
        try
        {
            await channel.SendAsync(new { type = "cancel" }, deadline.Token);
            await foreach (var _ in channel.ReadAsync(CancelTimeout, deadline.Token))
            {
                // Progress that was on its way.
            }
        }
        catch (Exception exception) when (exception is LmStudioException or OperationCanceledException)
        {
            // Its error is the confirmation that it stopped; and silence is answered by looking.
        }
    }
}
