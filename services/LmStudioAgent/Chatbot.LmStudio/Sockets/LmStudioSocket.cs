using System.Collections.Concurrent;
using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// The protocol on one namespace: calls and channels share one counter of ids, one loop reads, every call has its own
/// deadline, and when the socket is lost everything that waits on it fails.
/// </summary>
internal sealed class LmStudioSocket : IAsyncDisposable
{
    private readonly SocketTransport _transport;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, PendingCall> _calls = [];
    private readonly ConcurrentDictionary<int, SocketChannel> _channels = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _reading;
    private volatile bool _closed;
    private int _lastId = -1;

    /// <param name="transport">Past its handshake; owned from here on.</param>
    public LmStudioSocket(SocketTransport transport, TimeProvider time)
    {
        _transport = transport;
        _time = time;
        Uses = new SocketUses(Close);
        _reading = ReadAsync();
    }

    public bool IsOpen => !_closed;

    public SocketUses Uses { get; }

    public async Task<JsonElement?> CallAsync(string endpoint, object? parameter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var call = new PendingCall(endpoint);
        _calls[id] = call;
        try
        {
            if (_closed) throw SocketTransport.Lost();
            var answer = SendAsync(new { type = "rpcCall", endpoint, callId = id, parameter }, call, cancellationToken);
            return await answer.WaitAsync(timeout, _time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new LmStudioException(LmStudioFailure.TimedOut, $"LM Studio did not answer '{endpoint}' in {timeout.TotalSeconds:0} s.", exception);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <param name="otherwise">What a channel error is that says nothing more exact.</param>
    /// <param name="timeout">For the sending alone.</param>
    public async Task<SocketChannel> OpenAsync(string endpoint, object creationParameter, LmStudioFailure otherwise, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var channel = new SocketChannel(id, endpoint, otherwise, _transport.SendAsync, _time, () => _channels.TryRemove(id, out _));
        _channels[id] = channel;
        try
        {
            if (_closed) throw SocketTransport.Lost();
            await _transport.SendAsync(new { type = "channelCreate", endpoint, channelId = id, creationParameter }, cancellationToken).WaitAsync(timeout, _time, cancellationToken);
            return channel;
        }
        catch (TimeoutException exception)
        {
            channel.Dispose();
            throw new LmStudioException(LmStudioFailure.TimedOut, "LM Studio does not read from its WebSocket.", exception);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _closing.Dispose();
    }

    private void Close()
    {
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    private async Task<JsonElement?> SendAsync(object message, PendingCall call, CancellationToken cancellationToken)
    {
        await _transport.SendAsync(message, cancellationToken);
        return await call.Answer.Task;
    }

    private async Task ReadAsync()
    {
        Exception? cause = null;
        try
        {
            while (await _transport.ReceiveAsync(_closing.Token) is { } message) Dispatch(message);
        }
        catch (Exception exception)
        {
            // Whatever it was, nobody must go on waiting for a socket that is not read any more.
            cause = exception;
        }

        _closed = true;
        var lost = SocketTransport.Lost(cause);
        foreach (var call in _calls.Values) call.Answer.TrySetException(lost);
        foreach (var channel in _channels.Values) channel.Close(lost);
        _transport.Dispose();
    }

    private void Dispatch(JsonElement message)
    {
        switch (message.Text("type"))
        {
            case "rpcResult" when Call(message) is { } call:
                call.Answer.TrySetResult(message.Field("result"));
                break;
            case "rpcError" when Call(message) is { } call:
                call.Answer.TrySetException(SocketErrors.From(message.Field("error"), LmStudioFailure.Refused));
                break;
            case "channelSend" when Channel(message) is { } channel:
                channel.Receive(message.Field("message") ?? default);
                if (message.Int("ackId") is { } ackId) _ = AcknowledgeAsync(message.Int("channelId")!.Value, ackId);
                break;
            case "channelClose" when Channel(message) is { } channel:
                channel.Close();
                break;
            case "channelError" when Channel(message) is { } channel:
                channel.Close(SocketErrors.From(message.Field("error"), channel.Otherwise));
                break;
            case "communicationWarning":
                Warned(message);
                break;
        }
    }

    private PendingCall? Call(JsonElement message) => message.Int("callId") is { } id ? _calls.GetValueOrDefault(id) : null;

    private SocketChannel? Channel(JsonElement message) => message.Int("channelId") is { } id ? _channels.GetValueOrDefault(id) : null;

    private void Warned(JsonElement message)
    {
        Uses.Warned();
        var warning = new SocketWarning(message);
        foreach (var call in warning.Concerned("rpc", [.. _calls.Values], call => call.Endpoint))
            call.Answer.TrySetException(warning.Unsupported(call.Endpoint));
        foreach (var channel in warning.Concerned("channel", [.. _channels.Values.Where(channel => !channel.Answered)], channel => channel.Endpoint))
            channel.Close(warning.Unsupported(channel.Endpoint));
    }

    private async Task AcknowledgeAsync(int channelId, int ackId)
    {
        try
        {
            await _transport.SendAsync(new { type = "channelAck", channelId, ackId }, CancellationToken.None);
        }
        catch (LmStudioException)
        {
            // The reader notices the loss and tells everybody who waits.
        }
    }

    private sealed record PendingCall(string Endpoint)
    {
        public TaskCompletionSource<JsonElement?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
