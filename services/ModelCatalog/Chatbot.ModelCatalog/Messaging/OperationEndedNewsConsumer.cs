using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>The same news to every replica, for those who follow the operation there.</summary>
internal sealed class OperationEndedNewsConsumer(OperationJournal journal, OperationSignals signals) : IConsumer<OperationEnded>
{
    public async Task Consume(ConsumeContext<OperationEnded> context)
    {
        await journal.EndedAsync(context.Message, context.CancellationToken);
        // Another replica may have written it first.
        signals.Changed.Raise();
    }
}

internal sealed class OperationEndedNewsConsumerDefinition : ConsumerDefinition<OperationEndedNewsConsumer>
{
    public OperationEndedNewsConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<OperationEndedNewsConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
