using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Chatbot.LmStudio.Sockets;

/// <summary>A two-way stream of messages about one piece of work, such as a load. Disposed when nobody reads it any more.</summary>
/// <param name="otherwise">What an error is that says nothing more exact.</param>
internal sealed class SocketChannel(int id, string endpoint, LmStudioFailure otherwise, Func<object, CancellationToken, Task> send, TimeProvider time, Action forget) : IDisposable
{
    // How long cancelled work may take to say that it ended.
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(5);
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>(new() { SingleReader = true });

    public string Endpoint => endpoint;

    public LmStudioFailure Otherwise => otherwise;

    /// <summary>Whether the server has said anything: what it answers to, it knows.</summary>
    public bool Answered { get; private set; }

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

    /// <summary>Asks the server to stop. There is no closing by the client: its error or its end is the confirmation.</summary>
    /// <returns>Whether it confirmed in time.</returns>
    public async Task<bool> CancelAsync()
    {
        using var deadline = new CancellationTokenSource(CancelTimeout, time);
        try
        {
            await send(new { type = "channelSend", channelId = id, message = new { type = "cancel" } }, deadline.Token).WaitAsync(deadline.Token);
            await foreach (var _ in ReadAsync(CancelTimeout, deadline.Token))
            {
                // Progress that was on its way.
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (LmStudioException exception)
        {
            return exception.Failure is not (LmStudioFailure.TimedOut or LmStudioFailure.Unreachable);
        }
    }

    public void Receive(JsonElement message)
    {
        Answered = true;
        _messages.Writer.TryWrite(message);
    }

    public void Close(Exception? reason = null) => _messages.Writer.TryComplete(reason);

    public void Dispose() => forget();
}
