using Chatbot.ServiceDefaults.Messaging;
using MassTransit;

namespace Chatbot.Chat.Messaging;

internal static class HostReports
{
    public static void AddHostReports(this IHostApplicationBuilder builder) => builder.AddMessageBus("chat", bus =>
    {
        bus.AddConsumer<HostReportedConsumer, HostReportedConsumerDefinition>();
        bus.AddConsumer<HostInventoryReportedConsumer, HostInventoryReportedConsumerDefinition>();
        bus.AddConsumer<HostRegisteredConsumer, HostRegisteredConsumerDefinition>();
    });
}
