using System.Net.WebSockets;
using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// The client speaks first, <c>{"authVersion":1,"clientIdentifier":"...","clientPasskey":"..."}</c>, and waits for
/// <c>{"success":true}</c> before it says anything else. No HTTP header takes part.
/// </summary>
internal static class SocketHandshake
{
    public static async Task<SocketTransport> ConnectAsync(Uri url, HttpMessageInvoker http, ClientIdentity identity, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        SocketTransport? transport = null;
        try
        {
            transport = await SocketTransport.ConnectAsync(url, http, either.Token);
            await GreetAsync(transport, identity, either.Token);
            return transport;
        }
        catch (Exception exception)
        {
            transport?.Dispose();
            if (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                throw new LmStudioException(LmStudioFailure.TimedOut, "LM Studio did not open its WebSocket in time.", exception);
            if (exception is JsonException) throw Foreign(exception);
            if (exception is WebSocketException) throw SocketTransport.Lost(exception);
            throw;
        }
    }

    private static async Task GreetAsync(SocketTransport transport, ClientIdentity identity, CancellationToken cancellationToken)
    {
        await transport.SendAsync(new { authVersion = 1, clientIdentifier = identity.Identifier, clientPasskey = identity.Passkey }, cancellationToken);
        var reply = await transport.ReceiveAsync(cancellationToken) ?? throw SocketTransport.Lost();
        if (reply.Flag("success")) return;
        if (reply.Field("success") is not { ValueKind: JsonValueKind.False }) throw Foreign();
        throw new LmStudioException(LmStudioFailure.Unauthorized, $"LM Studio refuses the API token: {reply.Text("error") ?? "no reason given"}");
    }

    private static LmStudioException Foreign(Exception? inner = null) =>
        new(LmStudioFailure.Unsupported, "What answers there does not speak LM Studio's WebSocket protocol.", inner);
}
