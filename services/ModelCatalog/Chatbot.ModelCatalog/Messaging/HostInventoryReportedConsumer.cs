using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

internal sealed class HostInventoryReportedConsumer(Fleet fleet, HostStore store) : IConsumer<HostInventoryReported>
{
    public async Task Consume(ConsumeContext<HostInventoryReported> context)
    {
        if (fleet.Take(context.Message)) await store.SaveAsync(context.Message.HostId, context.CancellationToken);
    }
}

internal sealed class HostInventoryReportedConsumerDefinition : ConsumerDefinition<HostInventoryReportedConsumer>
{
    public HostInventoryReportedConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<HostInventoryReportedConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
