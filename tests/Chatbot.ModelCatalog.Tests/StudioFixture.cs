namespace Chatbot.ModelCatalog.Tests;

/// <summary>One catalog for tests that only differ by the person who asks: one host, <c>studio</c>, with one small model.</summary>
public sealed class StudioFixture : IAsyncLifetime
{
    internal CatalogApplication Catalog { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Catalog = await CatalogApplication.StartAsync();
        await Catalog.PublishStudioAsync();
    }

    public ValueTask DisposeAsync() => Catalog.DisposeAsync();
}
