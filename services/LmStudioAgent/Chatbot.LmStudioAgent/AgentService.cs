using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Admissions;
using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Estimates;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Inference;
using Chatbot.LmStudioAgent.Keeping;
using Chatbot.LmStudioAgent.Messaging;
using Chatbot.LmStudioAgent.Studio;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent;

/// <summary>What the agent is made of: one actor that decides, the watchers that tell it what is, the bus and the door of the chat service.</summary>
internal static class AgentService
{
    public static void AddAgent(this IHostApplicationBuilder builder)
    {
        // What was presented to another host's agent is good for nothing here.
        builder.AddTokenAuthentication(services => Audiences.AgentOf(services.GetRequiredService<IOptions<AgentOptions>>().Value.HostId), Scopes.Infer);
        builder.Services.AddValidation();
        builder.Services.AddAgentOptions();
        builder.Services.AddStudio();

        // Where the machine's own system starts it.
        builder.Services.AddWindowsService(options => options.ServiceName = "Chatbot LM Studio agent");
        builder.Services.AddSystemd();

        // An enrolled agent has an account of its own.
        builder.Services.AddServiceTokens(builder.Configuration["Auth:ClientId"] is { Length: > 0 } own ? own : Clients.Agent);
        builder.Services.AddHttpClient(CatalogConnection.HttpClientName, client =>
            {
                client.BaseAddress = new Uri("http://catalog/");
                client.Timeout = TimeSpan.FromSeconds(10);
            })
            .AddHttpMessageHandler(services => new ServiceTokenHandler(services.GetRequiredService<ServiceTokens>(), Scopes.ConnectAgent));
        builder.Services.AddSingleton<AgentFolder>();
        builder.Services.AddSingleton<EndedOperations>();
        builder.Services.AddSingleton<Keeper>();
        builder.Services.AddSingleton<AgentProcess>();
        builder.Services.AddSingleton<AgentCertificate>();
        builder.Services.AddSingleton<DecisionLog>();
        builder.Services.AddSingleton<Downloads>();

        builder.Services.AddSingleton<HostActor>();
        builder.Services.AddSingleton<HostEffects>();
        builder.Services.AddSingleton<AdmissionDesk>();
        builder.Services.AddSingleton<TicketDesk>();
        builder.Services.AddSingleton<OutgoingEvents>();
        builder.Services.AddSingleton<AgentAddress>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HostActor>());
        builder.Services.AddHostedService<HostClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DecisionLog>());
        builder.Services.AddHostedService<CatalogConnection>();
        builder.Services.AddHostedService<OperationPublisher>();
        builder.Services.AddHostedService<HostPublisher>();

        builder.AddMessageBus("lmstudio-agent", BrokerAccounts.MaySay, bus => bus.AddConsumer<CommandConsumer, CommandConsumerDefinition>());
    }

    public static void MapAgent(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithMetadata(new SurfaceMetadata(Surfaces.Models)).RequireAuthorization();
        group.MapAdmissions();
        group.MapInference();
        app.MapGroup("").WithMetadata(new SurfaceMetadata(Surfaces.Models)).RequireAuthorization(TokenAuthentication.RequireScope(Scopes.ReadAgent)).MapEstimates();
        app.MapAlive();
    }
}
