using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>Sends a command to the agent of its host. Without a broker a send waits for ever, so each has a deadline.</summary>
internal sealed class CommandSender(IBus bus, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>False when the broker did not take it in time; then it is not delivered later either.</summary>
    /// <param name="life">After it nobody wants the command any more, and the broker throws it away; null where it never grows old.</param>
    public async Task<bool> TrySendAsync(string host, object command, TimeSpan? life, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var agent = await bus.GetSendEndpoint(new Uri($"exchange:{AgentQueues.For(host)}")).WaitAsync(either.Token);
            await agent.Send(command, command.GetType(), context => context.TimeToLive = life, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (exception is MassTransitException or RabbitMqConnectionException)
        {
            return false;
        }
    }
}
