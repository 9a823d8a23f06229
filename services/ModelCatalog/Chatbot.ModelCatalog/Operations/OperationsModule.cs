namespace Chatbot.ModelCatalog.Operations;

internal static class OperationsModule
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperationSignals>();
        builder.Services.AddScoped<OperationJournal>();
        builder.Services.AddScoped<OperationRequests>();
        builder.Services.AddSingleton<CommandSender>();
        builder.Services.AddSingleton<OperationNews>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OperationNews>());
        builder.Services.AddHostedService<OperationDispatcher>();
    }
}
