using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class OpenApiTests(ChatHost host)
{
    [Fact]
    public async Task The_committed_document_tells_the_routes_as_they_are()
    {
        using var client = host.CreateClient();
        Assert.Null(await Snapshot.OpenApiDifferenceAsync(client, "chat"));
    }
}
