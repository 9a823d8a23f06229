using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>Clients of what runs on this machine.</summary>
internal static class LocalHttp
{
    private static readonly IHttpClientFactory Factory =
        new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();

    public static HttpClient Create(string address)
    {
        var client = Factory.CreateClient();
        client.BaseAddress = new Uri(address);
        client.Timeout = TimeSpan.FromSeconds(20);
        return client;
    }
}
