using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Chatbot.LmStudio.Sockets;

/// <summary>A two-way stream of messages about one piece of work, such as a load.</summary>
internal sealed class SocketChannel(int id, string endpoint, Func<object, CancellationToken, Task> send, TimeProvider time)
{
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>(new() { SingleReader = true });

    public string Endpoint => endpoint;

    /// <summary>Whether the server has said anything: what it answers to, it knows.</summary>
    public bool Answered { get; private set; }

    public Task SendAsync(object message, CancellationToken cancellationToken) =>
        send(new { type = "channelSend", channelId = id, message }, cancellationToken);

    /// <summary>Everything until the server closes the channel. A channel error, and silence for longer than <paramref name="silence"/>, are thrown.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync(TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (!await _messages.Reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(silence, time, cancellationToken)) yield break;
            }
            catch (TimeoutException exception)
            {
                throw new LmStudioException(LmStudioFailure.TimedOut, $"LM Studio showed no progress for {silence.TotalSeconds:0} s.", exception);
            }

            while (_messages.Reader.TryRead(out var message)) yield return message;
        }
    }

    public void Receive(JsonElement message)
    {
        Answered = true;
        _messages.Writer.TryWrite(message);
    }

    public void Close(Exception? reason = null) => _messages.Writer.TryComplete(reason);
}
