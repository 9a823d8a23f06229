using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

internal sealed class HostInventoryReportedConsumer(Fleet fleet) : IConsumer<HostInventoryReported>
{
    public Task Consume(ConsumeContext<HostInventoryReported> context)
    {
        fleet.Take(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class HostInventoryReportedConsumerDefinition : ConsumerDefinition<HostInventoryReportedConsumer>
{
    public HostInventoryReportedConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<HostInventoryReportedConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
