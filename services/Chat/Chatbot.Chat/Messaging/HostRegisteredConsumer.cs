using Chatbot.Chat.Models.Routing;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.Chat.Messaging;

/// <summary>Where enrolled agents are reached, and by which certificate.</summary>
internal sealed class HostRegisteredConsumer(HostTable hosts) : IConsumer<HostRegistered>
{
    public Task Consume(ConsumeContext<HostRegistered> context)
    {
        hosts.Apply(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class HostRegisteredConsumerDefinition(ReplicaId replica) : HostReportsDefinition<HostRegisteredConsumer>(replica);
