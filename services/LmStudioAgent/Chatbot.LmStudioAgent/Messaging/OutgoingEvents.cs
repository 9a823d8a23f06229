using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>
/// Events of operations on their way to the bus, in order, kept until they are sent. An operation's progress replaces its
/// earlier one that was not sent yet, so that a broker that is away costs one entry per operation.
/// </summary>
internal sealed class OutgoingEvents
{
    private readonly LinkedList<object> _waiting = [];
    private readonly Lock _lock = new();

    public Nudge Added { get; } = new();

    public void Add(object message)
    {
        lock (_lock)
        {
            if (message is OperationProgressed progressed) Remove(progressed.OperationId);
            _waiting.AddLast(message);
        }

        Added.Set();
    }

    /// <summary>The oldest, which stays until it is said to be sent.</summary>
    public object? Peek()
    {
        lock (_lock) return _waiting.First?.Value;
    }

    public void Sent(object message)
    {
        lock (_lock) _waiting.Remove(message);
    }

    private void Remove(Guid operation)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value is not OperationProgressed earlier || earlier.OperationId != operation) continue;
            _waiting.Remove(node);
            return;
        }
    }
}
