using Chatbot.LmStudioAgent.Contracts;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>The host's own queue, read by this agent alone.</summary>
internal sealed class CommandConsumerDefinition : ConsumerDefinition<CommandConsumer>
{
    public CommandConsumerDefinition(IOptions<AgentOptions> options) => EndpointName = AgentQueues.For(options.Value.HostId);

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CommandConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // Commands are sent to one host's exchange; bound to their types, every host would get every command.
        endpointConfigurator.ConfigureConsumeTopology = false;
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.ExclusiveConsumer = true;
    }
}
