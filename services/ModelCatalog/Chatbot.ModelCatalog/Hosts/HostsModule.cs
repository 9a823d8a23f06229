namespace Chatbot.ModelCatalog.Hosts;

internal static class HostsModule
{
    public static void AddHosts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Fleet>();
        builder.Services.AddSingleton<AddressCheck>();
        builder.Services.AddSingleton<InventoryRequests>();
        builder.Services.AddAgentClient(nameof(AgentProbe));
        builder.Services.AddSingleton<AgentProbe>();
        builder.Services.AddSingleton<HostRegister>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HostRegister>());
        builder.Services.AddHealthChecks().AddCheck<HostRegister>("hosts");
        builder.Services.AddHostedService<HostStore>();
        builder.Services.AddScoped<HostTable>();
        builder.Services.AddSingleton<ConfigurationNews>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ConfigurationNews>());
        builder.Services.AddHostedService<PresenceMonitor>();
    }
}
