namespace Chatbot.ModelCatalog.Hosts;

internal static class HostsModule
{
    public static void AddHosts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Fleet>();
        builder.Services.AddSingleton<InventoryRequests>();
        builder.Services.AddHttpClient(nameof(AgentProbe), client => client.Timeout = AgentProbe.Patience);
        builder.Services.AddSingleton<AgentProbe>();
        builder.Services.AddHostedService<FleetRestore>();
        builder.Services.AddHostedService<HostStore>();
        builder.Services.AddHostedService<PresenceMonitor>();
    }
}
