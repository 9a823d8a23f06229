using MassTransit;

namespace Chatbot.LmStudioAgent.Messaging;

internal static class BusPublishing
{
    // Without the broker a publish waits silently; cancelled, the message is not delivered later either.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>False, after a pause, when the broker did not take it.</summary>
    public static async Task<bool> TryPublishAsync(this IBus bus, object message, TimeProvider time, CancellationToken cancellationToken, TimeSpan? timeToLive = null)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await bus.Publish(message, message.GetType(), context => context.TimeToLive = timeToLive, either.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever kept the broker from taking it, the answer is the same: later.
            await Task.Delay(Pause, time, cancellationToken);
            return false;
        }
    }
}
