using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Inference;

internal static class StudioRequest
{
    public static HttpRequestMessage Create(LmStudioOptions options, string path, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BaseUrl, path)) { Content = JsonContent.Create(body) };
        if (options.ApiToken is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
