using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Bench.Talking;

/// <summary>HTTP clients that keep their connections and, where they are a person's, cookies of their own.</summary>
internal static class BenchHttp
{
    private static int _number;

    /// <param name="wire">Counts what comes over the connections.</param>
    public static ServiceProvider Build(Wire? wire = null)
    {
        var services = new ServiceCollection();
        services.AddHttpClient();
        services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(() => Handler(wire)));
        return services.BuildServiceProvider();
    }

    /// <summary>A name of its own gives each client a handler of its own.</summary>
    public static HttpClient Client(ServiceProvider services, Uri address)
    {
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient($"{Interlocked.Increment(ref _number)}");
        client.BaseAddress = address;
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    private static SocketsHttpHandler Handler(Wire? wire)
    {
        var handler = new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = true };
        if (wire is not null) handler.ConnectCallback = wire.ConnectAsync;
        return handler;
    }
}
