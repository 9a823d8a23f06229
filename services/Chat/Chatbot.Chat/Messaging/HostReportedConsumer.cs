using Chatbot.Chat.Models.Routing;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.Chat.Messaging;

/// <summary>Keeps the routing table, and asks for a list of models that it does not have.</summary>
internal sealed class HostReportedConsumer(HostTable hosts) : IConsumer<HostReported>
{
    public async Task Consume(ConsumeContext<HostReported> context)
    {
        if (!hosts.Apply(context.Message)) return;
        var agent = await context.GetSendEndpoint(new Uri($"exchange:{AgentQueues.For(context.Message.HostId)}"));
        await agent.Send(new ReportInventory(context.Message.HostId), context.CancellationToken);
    }
}

internal sealed class HostReportedConsumerDefinition(ReplicaId replica) : HostReportsDefinition<HostReportedConsumer>(replica);
