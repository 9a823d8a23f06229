using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>The same news to every replica, for those who follow the operation there.</summary>
internal sealed class OperationEndedNewsConsumer(OperationNews news) : IConsumer<OperationEnded>
{
    public Task Consume(ConsumeContext<OperationEnded> context)
    {
        news.Take(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class OperationEndedNewsConsumerDefinition : ConsumerDefinition<OperationEndedNewsConsumer>
{
    public OperationEndedNewsConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<OperationEndedNewsConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
