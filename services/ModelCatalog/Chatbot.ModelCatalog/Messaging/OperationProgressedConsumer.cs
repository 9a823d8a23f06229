using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>
/// In every replica, so that each knows when to look again for its listeners; writing the same twice changes nothing. Progress
/// that is lost is made good by the next.
/// </summary>
internal sealed class OperationProgressedConsumer(OperationNews news) : IConsumer<OperationProgressed>
{
    public Task Consume(ConsumeContext<OperationProgressed> context)
    {
        news.Take(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class OperationProgressedConsumerDefinition : ConsumerDefinition<OperationProgressedConsumer>
{
    public OperationProgressedConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<OperationProgressedConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
