namespace Chatbot.LmStudioAgent.Studio;

internal static class StudioExtensions
{
    public static void AddStudio(this IServiceCollection services)
    {
        // Loads and answers take as long as they take; each call has a deadline or a caller of its own.
        services.AddHttpClient(StudioLink.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton<StudioLink>();
        services.AddSingleton<StudioLocator>();
        services.AddSingleton<Inventory>();
        services.AddHostedService<StudioWatcher>();
        services.AddHostedService<InventoryWatcher>();
    }
}
