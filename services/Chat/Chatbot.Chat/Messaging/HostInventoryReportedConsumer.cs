using Chatbot.Chat.Models.Routing;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.Chat.Messaging;

internal sealed class HostInventoryReportedConsumer(HostTable hosts) : IConsumer<HostInventoryReported>
{
    public Task Consume(ConsumeContext<HostInventoryReported> context)
    {
        hosts.Apply(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class HostInventoryReportedConsumerDefinition(ReplicaId replica) : HostReportsDefinition<HostInventoryReportedConsumer>(replica);
