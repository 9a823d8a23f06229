using MassTransit;

namespace Chatbot.Chat.Messaging;

/// <summary>
/// Every replica hears every report, in a queue of its own. It is named and outlives a short outage of the broker or the
/// connection, unlike a temporary one, and expires after two minutes without its replica.
/// </summary>
internal abstract class HostReportsDefinition<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    protected HostReportsDefinition(ReplicaId replica) => EndpointName = HostReports.QueueOf(replica);

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.ConcurrentMessageLimit = 1;
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.QueueExpiration = TimeSpan.FromMinutes(2);
    }
}
