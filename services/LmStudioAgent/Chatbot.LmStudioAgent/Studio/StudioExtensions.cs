namespace Chatbot.LmStudioAgent.Studio;

internal static class StudioExtensions
{
    // Behind a whole answer stands only its end, which is there at once.
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(50);

    public static void AddStudio(this IServiceCollection services)
    {
        // Loads and answers take as long as they take; each call has a deadline or a caller of its own.
        // What is not wanted any more is not read on for the usual two seconds: LM Studio would work for as long.
        services.AddHttpClient(StudioLink.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((sockets, _) => sockets.ResponseDrainTimeout = Drain);
        services.AddSingleton<StudioLink>();
        services.AddSingleton<StudioLocator>();
        services.AddSingleton<Inventory>();
        services.AddHostedService<StudioWatcher>();
        services.AddHostedService<InventoryWatcher>();
    }
}
