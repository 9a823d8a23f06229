using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>Sends what happened to operations, and tries again until the broker has it. Nobody waits for it.</summary>
internal sealed partial class OperationPublisher(OutgoingEvents outgoing, AgentProcess process, IBus bus, TimeProvider time, ILogger<OperationPublisher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            while (outgoing.Peek() is { } message)
            {
                if (await bus.TryPublishAsync(Stamped(message), time, stoppingToken)) outgoing.Sent(message);
                else LogWaiting(message.GetType().Name);
            }

            await outgoing.Added.WaitAsync(stoppingToken);
        }
    }

    private object Stamped(object message) => message switch
    {
        OperationProgressed progressed => progressed with { Epoch = process.Epoch },
        OperationDecided decided => decided with { Epoch = process.Epoch },
        OperationEnded ended => ended with { Epoch = process.Epoch },
        _ => message,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker does not take {Message}; it is kept and sent again.")]
    private partial void LogWaiting(string message);
}
