namespace Chatbot.ModelCatalog.Agents;

internal static class AgentsModule
{
    public static void AddAgents(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CallingAgent>();
        builder.Services.AddScoped<AgentConnections>();
    }
}
