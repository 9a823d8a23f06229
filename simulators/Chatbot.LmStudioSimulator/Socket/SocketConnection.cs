using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>
/// Calls and channels of one client in one namespace. An unknown endpoint, or a parameter of the wrong shape, is answered by
/// a warning that names no call.
/// </summary>
internal sealed class SocketConnection(SocketWire wire, SocketNamespace endpoints, SimulatedHost host)
{
    private const int MostWarnings = 5;

    private readonly ConcurrentDictionary<long, SocketChannel> _channels = [];
    private readonly ConcurrentDictionary<Task, byte> _running = [];
    private int _warnings;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (await wire.ReceiveAsync(gone.Token) is { } message) await TakeAsync(message, gone.Token);
        }
        finally
        {
            // What the client left open ends with it.
            await gone.CancelAsync();
            await Task.WhenAll(_running.Keys);
        }
    }

    private async Task TakeAsync(JsonObject message, CancellationToken cancellationToken)
    {
        switch (Text(message["type"]))
        {
            case "rpcCall" when Id(message["callId"]) is { } callId:
                Start(CallAsync(Text(message["endpoint"]), callId, message["parameter"] as JsonObject ?? [], cancellationToken));
                break;
            case "channelCreate" when Id(message["channelId"]) is { } channelId:
                await OpenAsync(Text(message["endpoint"]), channelId, message["creationParameter"] as JsonObject ?? [], cancellationToken);
                break;
            case "channelSend" when Id(message["channelId"]) is { } channelId:
                await PassAsync(channelId, message, cancellationToken);
                break;
            case "channelAck" or "communicationWarning":
                break;
            case "keepAlive":
                await wire.SendAsync(new { type = "keepAliveAck" }, cancellationToken);
                break;
            default:
                await WarnAsync("Received a message that is not understood.", "unknown", cancellationToken);
                break;
        }
    }

    private async Task CallAsync(string endpoint, long callId, JsonObject parameter, CancellationToken cancellationToken)
    {
        if (!endpoints.Rpcs.TryGetValue(endpoint, out var rpc))
        {
            await WarnAsync($"Received call to unknown endpoint, endpoint = {endpoint}", "rpcEndpointUnknown", cancellationToken);
            return;
        }

        try
        {
            var result = await rpc(parameter, cancellationToken);
            await wire.SendAsync(result is null ? new { type = "rpcResult", callId } : new { type = "rpcResult", callId, result }, cancellationToken);
        }
        catch (SocketRefusal refusal)
        {
            await wire.SendAsync(new { type = "rpcError", callId, error = refusal.Error }, cancellationToken);
        }
        catch (Exception mismatch) when (SocketMismatch.Is(mismatch))
        {
            await WarnAsync($"{endpoint}: {mismatch.Message}", "rpcParameterTypeError", cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The client has gone: there is nobody to tell.
        }
    }

    private async Task OpenAsync(string endpoint, long channelId, JsonObject parameter, CancellationToken cancellationToken)
    {
        var channel = new SocketChannel(wire, channelId, cancellationToken);
        if (!endpoints.Channels.TryGetValue(endpoint, out var handler))
            await WarnAsync($"Received channelCreate for unknown endpoint, endpoint = {endpoint}", "channelEndpointUnknown", cancellationToken);
        else if (!_channels.TryAdd(channelId, channel))
            await WarnAsync($"Channel {channelId} is open already.", "channelAlreadyOpen", cancellationToken);
        else
            Start(ServeAsync(endpoint, handler, parameter, channel, cancellationToken));
    }

    private async Task ServeAsync(string endpoint, Channel handler, JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await handler(parameter, channel, channel.Cancelled);
            await channel.CloseAsync();
        }
        catch (SocketRefusal refusal)
        {
            await channel.FailAsync(refusal.Error);
        }
        catch (HostRefusal refusal)
        {
            await channel.FailAsync(new SocketError(refusal.Message, refusal.Reason));
        }
        catch (Exception mismatch) when (SocketMismatch.Is(mismatch))
        {
            await WarnAsync($"{endpoint}: {mismatch.Message}", "channelCreationParameterTypeError", cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await channel.FailAsync(new SocketError("Operation canceled."));
        }
        catch (OperationCanceledException)
        {
            // The client has gone: there is nobody to tell.
        }
        finally
        {
            _channels.TryRemove(channel.Id, out _);
            channel.Dispose();
        }
    }

    private async Task PassAsync(long channelId, JsonObject envelope, CancellationToken cancellationToken)
    {
        // A channel that has just ended is no error of the client's.
        if (!_channels.TryGetValue(channelId, out var channel)) return;
        if (Id(envelope["ackId"]) is { } ackId) await wire.SendAsync(new { type = "channelAck", channelId, ackId }, cancellationToken);
        if (Text((envelope["message"] as JsonObject)?["type"]) is "cancel" or "stop") channel.Cancel();
        else await WarnAsync($"Channel {channelId} does not take that message.", "channelMessageTypeError", cancellationToken);
    }

    private async Task WarnAsync(string warning, string kind, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _warnings) > MostWarnings) return;
        await wire.SendAsync(
            host.Features.WarningKinds ? new { type = "communicationWarning", warning, kind } : new { type = "communicationWarning", warning }, cancellationToken);
    }

    private void Start(Task task)
    {
        if (task.IsCompletedSuccessfully) return;
        _running.TryAdd(task, 0);
        task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static string Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string)node! : "";

    private static long? Id(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var id) ? id : null;
}
