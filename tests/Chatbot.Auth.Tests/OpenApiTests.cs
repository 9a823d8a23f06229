using Chatbot.Testing;

namespace Chatbot.Auth.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_document_tells_the_routes_as_they_are()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var auth = await AuthApplication.StartAsync(database, ("environment", "Development"));
        using var client = auth.CreateClient();
        Assert.Null(await Snapshot.OpenApiDifferenceAsync(client, "auth"));
    }
}
