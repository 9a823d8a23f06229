using System.Text.Json;
using Chatbot.LmStudio.Rest;

namespace Chatbot.LmStudio;

/// <summary>The two small routes that say that, and which, LM Studio is there. They need no token.</summary>
internal static class Probe
{
    /// <summary><c>GET /lmstudio-greeting</c> says <c>{"lmstudio":true}</c>.</summary>
    public static async Task<bool> GreetsAsync(Func<HttpClient> http, Uri baseUrl, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        await GetAsync(http, new Uri(baseUrl, "lmstudio-greeting"), timeout, time, cancellationToken) is { } greeting && greeting.Flag("lmstudio");

    /// <summary><c>GET /lms-status</c> says <c>{"package":"lmstudio","version":"0.4.16"}</c> on newer builds.</summary>
    public static Task<JsonElement?> StatusAsync(Func<HttpClient> http, Uri baseUrl, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        GetAsync(http, new Uri(baseUrl, "lms-status"), timeout, time, cancellationToken);

    /// <summary>Null where nothing of use is answered. Throws only when cancelled.</summary>
    private static async Task<JsonElement?> GetAsync(Func<HttpClient> http, Uri address, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var client = http();
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? await RestTransport.ReadAsync(response, either.Token) : null;
        }
        catch (Exception exception) when (exception is JsonException || RestTransport.IsFailure(exception, cancellationToken))
        {
            return null;
        }
    }
}
