namespace Chatbot.Web.Clients;

internal static class ServiceClients
{
    public static void AddServiceClients(this IServiceCollection services)
    {
        // No total timeout: an answer may take minutes. Bounded calls have their own deadline.
        services.AddHttpClient(ServiceClient.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        services.AddScoped<ServiceClient>();
        services.AddScoped<ChatClient>();
        services.AddScoped<HistoryClient>();
        services.AddScoped<CatalogClient>();
        services.AddScoped<AccountClient>();
    }
}
