using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>One queue for all replicas, which stays while none runs: no decision is lost.</summary>
internal sealed class OperationDecidedConsumer(OperationJournal journal) : IConsumer<OperationDecided>
{
    public Task Consume(ConsumeContext<OperationDecided> context) => journal.DecidedAsync(context.Message, context.CancellationToken);
}

internal sealed class OperationDecidedConsumerDefinition : ConsumerDefinition<OperationDecidedConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<OperationDecidedConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(10, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(500)));
}
