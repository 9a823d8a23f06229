using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Messaging;
using MassTransit;

namespace Chatbot.Chat.Messaging;

internal static class HostReports
{
    public static void AddHostReports(this IHostApplicationBuilder builder)
    {
        builder.AddMessageBus("chat", BrokerAccounts.MaySay, bus =>
        {
            bus.AddConsumer<HostReportedConsumer, HostReportedConsumerDefinition>();
            bus.AddConsumer<HostInventoryReportedConsumer, HostInventoryReportedConsumerDefinition>();
            bus.AddConsumer<HostRegisteredConsumer, HostRegisteredConsumerDefinition>();
        });
        builder.Services.AddReceiveEndpointObserver<RegistrationsQuestion>();
    }

    public static string QueueOf(ReplicaId replica) => $"chat-hosts-{replica}";
}
