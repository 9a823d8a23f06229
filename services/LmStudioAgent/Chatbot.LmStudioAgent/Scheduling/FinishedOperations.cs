using System.Collections.Immutable;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>How operations ended, for when a command is delivered again; the oldest are forgotten.</summary>
internal sealed record FinishedOperations(ImmutableDictionary<Guid, OperationEnded> Ends, ImmutableQueue<Guid> Order)
{
    private const int Kept = 2_000;

    public static readonly FinishedOperations None = new(ImmutableDictionary<Guid, OperationEnded>.Empty, []);

    public FinishedOperations Add(OperationEnded end)
    {
        var ends = Ends.SetItem(end.OperationId, end);
        var order = Order.Enqueue(end.OperationId);
        while (ends.Count > Kept)
        {
            order = order.Dequeue(out var oldest);
            ends = ends.Remove(oldest);
        }

        return new FinishedOperations(ends, order);
    }
}
