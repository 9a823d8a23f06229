using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

internal sealed class HostReportedConsumer(Fleet fleet, AddressCheck addresses, InventoryRequests inventories) : IConsumer<HostReported>
{
    public async Task Consume(ConsumeContext<HostReported> context)
    {
        if (!addresses.Passes(context.Message) || !fleet.Take(context.Message)) return;

        // It may have been removed meanwhile.
        if (fleet.Hosts.TryGetValue(context.Message.HostId, out var host) && host.Inventory.Hash != context.Message.InventoryHash)
            await inventories.AskAsync(context, host.Id, context.CancellationToken);
    }
}

internal sealed class HostReportedConsumerDefinition : ConsumerDefinition<HostReportedConsumer>
{
    public HostReportedConsumerDefinition() => EndpointName = ReplicaQueue.Name;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<HostReportedConsumer> consumerConfigurator, IRegistrationContext context) =>
        ReplicaQueue.Expire(endpointConfigurator);
}
