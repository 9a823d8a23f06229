using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Agents;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Enrolment;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.LmStudio;
using Chatbot.ModelCatalog.Messaging;
using Chatbot.ModelCatalog.Models;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Data;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.ServiceDefaults.Messaging;
using MassTransit;

namespace Chatbot.ModelCatalog;

/// <summary>Composition root: hosts, their models, and the operations on them.</summary>
internal static class CatalogService
{
    public static void AddCatalog(this WebApplicationBuilder builder)
    {
        builder.AddTokenAuthentication(Audiences.Catalog);
        builder.Services.AddValidation();
        builder.AddNpgsqlDbContext<CatalogDbContext>("catalogdb", configureDbContextOptions: options => options.UseSchema(CatalogDbContext.Schema));
        builder.Services.AddMigrations<CatalogDbContext>();
        builder.AddMessageBus("catalog", BrokerAccounts.MaySay, AddConsumers);
        builder.AddHosts();
        builder.AddAgents();
        builder.AddEnrolment();
        builder.AddModels();
        builder.AddOperations();
        builder.Services.AddSingleton<OperationEnd>();
    }

    public static void MapCatalog(this WebApplication app)
    {
        app.UseApiErrors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseHostsAreRead();
        app.MapModels();
        app.MapOperations();
        app.MapHosts();
        app.MapLmStudio();
        app.MapAgents();
        app.MapEnrolment();
    }

    private static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<HostReportedConsumer, HostReportedConsumerDefinition>();
        bus.AddConsumer<HostInventoryReportedConsumer, HostInventoryReportedConsumerDefinition>();
        bus.AddConsumer<OperationProgressedConsumer, OperationProgressedConsumerDefinition>();
        bus.AddConsumer<OperationEndedConsumer, OperationEndedConsumerDefinition>();
        bus.AddConsumer<OperationDecidedConsumer, OperationDecidedConsumerDefinition>();
        bus.AddConsumer<RegistrationsWantedConsumer>();
        bus.AddConsumer<OperationEndedNewsConsumer, OperationEndedNewsConsumerDefinition>();
    }
}
