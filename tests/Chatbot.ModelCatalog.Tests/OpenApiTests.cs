using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_document_tells_the_routes_as_they_are()
    {
        await using var catalog = await CatalogApplication.StartAsync();
        using var client = catalog.CreateClient();
        Assert.Null(await Snapshot.OpenApiDifferenceAsync(client, "catalog"));
    }
}
