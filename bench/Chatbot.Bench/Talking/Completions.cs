using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Chatbot.Bench.Talking;

/// <summary><c>POST /v1/chat/completions</c> as OpenAI's clients call it, of LM Studio itself or of the product.</summary>
/// <param name="key">Null where none is asked for.</param>
internal sealed class Completions(HttpClient client, string model, string? key, TimeProvider time)
{
    private static readonly byte[] Delta = "\"content\":\""u8.ToArray();

    /// <summary>A streamed answer. Its reading fails where it is refused.</summary>
    /// <param name="due">The timestamp at which it was to be asked.</param>
    public Asked Begin(string text, long due, CancellationToken cancellationToken)
    {
        var answer = new TokenStream(due, Delta, time);
        return new Asked(null, answer, ReadAsync(answer, text, cancellationToken));
    }

    private async Task ReadAsync(TokenStream answer, string text, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/chat/completions", UriKind.Relative))
        {
            Content = JsonContent.Create(new { model, stream = true, messages = new[] { new { role = "user", content = text } } }),
        };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"/v1 answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        await answer.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
    }
}
