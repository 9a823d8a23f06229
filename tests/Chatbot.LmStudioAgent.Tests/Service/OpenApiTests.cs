using Chatbot.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_document_tells_the_routes_as_they_are()
    {
        await using var agent = new AgentApplication(studio: null, ("environment", "Development"));
        using var client = agent.CreateClient();
        Assert.Null(await Snapshot.OpenApiDifferenceAsync(client, "agent"));
    }
}
