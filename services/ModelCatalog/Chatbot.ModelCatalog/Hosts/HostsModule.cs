namespace Chatbot.ModelCatalog.Hosts;

internal static class HostsModule
{
    // What answers at an agent's address need not be one.
    private const long AnswerBytes = 64 * 1024;

    public static void AddHosts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Fleet>();
        builder.Services.AddSingleton<InventoryRequests>();
        builder.Services.AddHttpClient(nameof(AgentProbe), client => (client.Timeout, client.MaxResponseContentBufferSize) = (AgentProbe.Patience, AnswerBytes))
            .ConfigurePrimaryHttpMessageHandler(AgentCertificate.Handler);
        builder.Services.AddSingleton<AgentProbe>();
        builder.Services.AddSingleton<HostRegister>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HostRegister>());
        builder.Services.AddHostedService<HostStore>();
        builder.Services.AddScoped<HostTable>();
        builder.Services.AddSingleton<ConfigurationNews>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ConfigurationNews>());
        builder.Services.AddHostedService<PresenceMonitor>();
    }
}
