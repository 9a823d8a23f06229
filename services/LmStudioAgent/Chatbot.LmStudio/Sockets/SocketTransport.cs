using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>One JSON document per WebSocket message, in both directions; one writer at a time.</summary>
internal sealed class SocketTransport(ClientWebSocket socket) : IDisposable
{
    // The list of downloaded models is the largest message there is; this is far beyond it.
    private const int LargestMessage = 64 * 1024 * 1024;
    private readonly SemaphoreSlim _sending = new(1, 1);

    public static async Task<SocketTransport> ConnectAsync(Uri url, HttpMessageInvoker http, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        try
        {
            await socket.ConnectAsync(url, http, cancellationToken);
            return new SocketTransport(socket);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw Refused(status, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(object message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, TolerantJson.Options);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // A send that is cut in the middle would leave the socket useless for everybody else.
            await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException or OperationCanceledException)
        {
            throw Lost(exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message, or null when the other side closed.</summary>
    public async Task<JsonElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.GetMemory(4096), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            buffer.Advance(part.Count);
            if (buffer.WrittenCount > LargestMessage) throw new LmStudioException(LmStudioFailure.Unsupported, "LM Studio sent a message that is too large.");
            if (!part.EndOfMessage) continue;

            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
    }

    public static LmStudioException Lost(Exception? inner = null) =>
        new(LmStudioFailure.Unreachable, "The connection to LM Studio was lost.", inner);

    public void Dispose() => socket.Dispose();

    private static LmStudioException Refused(HttpStatusCode status, Exception inner) => status switch
    {
        0 when IsForeign(inner) => new(LmStudioFailure.Unsupported, "What answers there does not speak HTTP.", inner),
        0 or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            new(LmStudioFailure.Unreachable, "LM Studio does not answer at its address.", inner),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(LmStudioFailure.Unauthorized, "LM Studio refuses the API token.", inner),
        _ => new(LmStudioFailure.Unsupported, $"This LM Studio has no WebSocket there (it answered {(int)status}).", inner) { IsMissing = (int)status is >= 200 and < 500 },
    };

    private static bool IsForeign(Exception exception) =>
        (exception as HttpRequestException ?? exception.InnerException as HttpRequestException)?.HttpRequestError == HttpRequestError.InvalidResponse;
}
