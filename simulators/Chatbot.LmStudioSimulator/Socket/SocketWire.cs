using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Faults;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>JSON texts over a WebSocket, one at a time in each direction.</summary>
internal sealed class SocketWire(WebSocket socket, HostFaults faults) : IDisposable
{
    private const int LongestMessage = 16 * 1024 * 1024;

    /// <summary>Null is said where a field is null: the official client tells null and absent apart.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _buffer = new byte[16 * 1024];

    public async Task SendAsync(object message, CancellationToken cancellationToken)
    {
        await faults.PassOpenSocketAsync(cancellationToken);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (socket.State == WebSocketState.Open) await socket.SendAsync(bytes, WebSocketMessageType.Text, true, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // The client went without a word; the reading side sees it too and ends the connection.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Null when the client has gone; an empty object for what is no JSON object.</summary>
    public async Task<JsonObject?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer, cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > LongestMessage) return null;
                message.Write(_buffer, 0, part.Count);
                if (part.EndOfMessage) break;
            }

            await faults.PassOpenSocketAsync(cancellationToken);
            return JsonNode.Parse(message.ToArray()) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Without a word.</summary>
    public void Cut() => socket.Abort();

    public async Task CloseAsync()
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // Gone already.
        }
    }

    public void Dispose() => _sending.Dispose();
}
