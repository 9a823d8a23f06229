using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>One queue for all replicas, which stays while none runs: an end is not lost.</summary>
internal sealed class OperationEndedConsumer(OperationJournal journal) : IConsumer<OperationEnded>
{
    public Task Consume(ConsumeContext<OperationEnded> context) => journal.EndedAsync(context.Message, context.CancellationToken);
}

internal sealed class OperationEndedConsumerDefinition : ConsumerDefinition<OperationEndedConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<OperationEndedConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(10, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(500)));
}
