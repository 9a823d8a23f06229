using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Messaging;

namespace Chatbot.LmStudioAgent.Tests.Messaging;

public class OutgoingEventsTests
{
    [Fact]
    public void While_nothing_is_sent_an_operation_keeps_its_latest_progress_and_every_end_in_order()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var outgoing = new OutgoingEvents();
        for (var step = 0; step <= 10; step++) outgoing.Add(new OperationProgressed(first, "desk", step / 10.0, false));
        outgoing.Add(new OperationEnded(first, "desk", OperationOutcomes.Succeeded, null, null, "a/b"));
        outgoing.Add(new OperationProgressed(second, "desk", 0, true));

        var sent = new List<object>();
        while (outgoing.Peek() is { } message)
        {
            sent.Add(message);
            outgoing.Sent(message);
        }

        Assert.Equal(
            [
                new OperationProgressed(first, "desk", 1, false),
                new OperationEnded(first, "desk", OperationOutcomes.Succeeded, null, null, "a/b"),
                new OperationProgressed(second, "desk", 0, true),
            ],
            sent);
    }
}
