using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Tests.Support;

namespace Chatbot.Chat.Tests;

public sealed class OpenApiTests(ChatHost host)
{
    [Fact]
    public async Task Every_route_is_described()
    {
        var document = await host.CreateClient().GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
        var routes = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order();

        Assert.Equal(
            ["DELETE /api/chat", "GET /api/chat/{id}", "GET /api/chat/{id}/stream", "GET /api/history", "PATCH /api/chat/{id}", "POST /api/chat", "POST /api/chat/{id}/stop"],
            routes);
    }
}
