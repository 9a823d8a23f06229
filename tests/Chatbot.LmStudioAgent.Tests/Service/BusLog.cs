using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>What the agent has said on the bus, in the order it came.</summary>
internal sealed class BusLog
{
    public ConcurrentQueue<object> Messages { get; } = [];

    public OperationEnded? End(Guid operation) => Messages.OfType<OperationEnded>().FirstOrDefault(end => end.OperationId == operation);

    public HostReported? Latest => Messages.OfType<HostReported>().MaxBy(report => report.Number);
}

internal sealed class BusListener(BusLog log)
    : IConsumer<HostReported>, IConsumer<HostInventoryReported>, IConsumer<OperationProgressed>, IConsumer<OperationEnded>
{
    public Task Consume(ConsumeContext<HostReported> context) => KeepAsync(context.Message);

    public Task Consume(ConsumeContext<HostInventoryReported> context) => KeepAsync(context.Message);

    public Task Consume(ConsumeContext<OperationProgressed> context) => KeepAsync(context.Message);

    public Task Consume(ConsumeContext<OperationEnded> context) => KeepAsync(context.Message);

    private Task KeepAsync(object message)
    {
        log.Messages.Enqueue(message);
        return Task.CompletedTask;
    }
}
