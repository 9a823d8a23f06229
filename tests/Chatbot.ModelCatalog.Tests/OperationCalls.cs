using System.Net;
using System.Net.Http.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>Loads and unloads by a regular person and others, at a catalog with one host.</summary>
public abstract class OperationCalls(StudioFixture fixture) : IClassFixture<StudioFixture>
{
    private protected TestUser Person { get; } = TestUser.Regular();

    private protected CatalogApplication Catalog => fixture.Catalog;

    private protected Task PublishAsync<T>(T message) where T : class => Catalog.Bus.Bus.Publish(message, TestContext.Current.CancellationToken);

    private protected async Task<HttpResponseMessage> PostAsync(TestUser user, string path, object body)
    {
        using var client = Catalog.CreateClient(user);
        return await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
    }

    private protected async Task<Operation> LoadAsync(TestUser user, LoadModelRequest request)
    {
        using var response = await PostAsync(user, "/api/models/load", request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var operation = (await response.Content.ReadFromJsonAsync<Operation>(TestContext.Current.CancellationToken))!;
        Assert.Equal($"/api/operations/{operation.Id}", response.Headers.Location!.OriginalString);
        return operation;
    }

    private protected async Task<Operation> GetAsync(Guid id)
    {
        using var client = Catalog.CreateClient(Person);
        return (await client.GetFromJsonAsync<Operation>($"/api/operations/{id}", TestContext.Current.CancellationToken))!;
    }

    private protected async Task<List<Operation>> ListAsync(TestUser user, string query = "")
    {
        using var client = Catalog.CreateClient(user);
        return (await client.GetFromJsonAsync<List<Operation>>($"/api/operations{query}", TestContext.Current.CancellationToken))!;
    }
}
