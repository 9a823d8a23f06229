using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>
/// The queue of this replica alone, for news that every replica needs. It is named and outlives the broker's restart, so that
/// nothing published meanwhile is lost, and goes two minutes after the replica. Nothing that reads from it waits for the
/// database: whatever else is in the queue would wait with it.
/// </summary>
internal static class ReplicaQueue
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    public static string Name { get; } = $"catalog-replica-{Guid.CreateVersion7():n}";

    public static void Expire(IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.QueueExpiration = Life;
    }
}
