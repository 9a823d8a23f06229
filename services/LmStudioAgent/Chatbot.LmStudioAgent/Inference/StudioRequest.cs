using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Inference;

internal static class StudioRequest
{
    public static HttpRequestMessage Create(LmStudioOptions options, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BaseUrl, "v1/chat/completions")) { Content = JsonContent.Create(body) };
        if (options.ApiToken is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
