using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Chatbot.Bench.Talking;

/// <summary>What came of one question through the whole chat path.</summary>
/// <param name="IsWhole">It ended as answers end, neither by an error nor with a seam.</param>
/// <param name="Host">The one it was sent to last; null where it never left a queue.</param>
/// <param name="Error">For people; null where there was none.</param>
internal sealed record ChatAnswer(bool IsWhole, string Text, string? Host, string? Error, TimeSpan Took)
{
    /// <param name="ownParts">As our own page asks; otherwise as other clients do.</param>
    public static async Task<ChatAnswer> ReadAsync(HttpClient client, string model, string text, TimeProvider time, CancellationToken cancellationToken, bool ownParts = true)
    {
        var start = time.GetTimestamp();
        var said = new StringBuilder();
        var (finished, cut, host, error) = (false, false, (string?)null, (string?)null);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/chat", UriKind.Relative)) { Content = JsonContent.Create(Body(Guid.CreateVersion7(), model, text)) };
            if (ownParts) request.Headers.Add("x-chatbot-parts", "all");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) return new ChatAnswer(false, "", null, await response.Content.ReadAsStringAsync(cancellationToken), time.GetElapsedTime(start));

            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
            {
                if (!item.Data.StartsWith('{')) continue;
                using var json = JsonDocument.Parse(item.Data);
                var part = json.RootElement;
                switch (part.GetProperty("type").GetString())
                {
                    case "text-delta": said.Append(part.GetProperty("delta").GetString()); break;
                    case "data-model-status": host = HostOf(part) ?? host; break;
                    case "data-interrupted": cut = true; break;
                    case "error": error = part.GetProperty("errorText").GetString(); break;
                    case "finish": finished = true; break;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            error = exception.Message;
        }

        return new ChatAnswer(finished && !cut && error is null, said.ToString(), host, error, time.GetElapsedTime(start));
    }

    /// <summary>Of <c>POST /api/chat</c>.</summary>
    public static object Body(Guid chat, string model, string text) => new
    {
        id = chat,
        message = new { id = Guid.CreateVersion7(), role = "user", parts = new[] { new { type = "text", text } } },
        selectedChatModel = model,
        selectedVisibilityType = "private",
    };

    private static string? HostOf(JsonElement part) => part.GetProperty("data").TryGetProperty("host", out var host) ? host.GetString() : null;
}
