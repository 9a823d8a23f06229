using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class ModelListTests : IAsyncLifetime
{
    private CatalogApplication _catalog = null!;

    public async ValueTask InitializeAsync() => _catalog = await CatalogApplication.StartAsync();

    public ValueTask DisposeAsync() => _catalog.DisposeAsync();

    [Fact]
    public async Task Local_and_cloud_models_are_in_one_list_and_a_provider_without_key_is_not()
    {
        await _catalog.PublishStudioAsync();

        var models = await ListAsync(TestUser.Guest());

        Assert.Equal(["gemini-2.5-pro", Reports.SmallId], models.Select(model => model.Id));
        Assert.Equal(PlaceStates.Ready, models[0].State);
        Assert.Equal(PlaceStates.NotLoaded, models[1].State);
        Assert.Equal("studio", Assert.Single(models[1].Places).Host);
        Assert.True(models[1].Simulated);
    }

    [Fact]
    public async Task The_list_holds_only_what_the_caller_may_use()
    {
        await _catalog.PublishStudioAsync();

        var local = await ListAsync(TestUser.Guest() with { Models = ["lmstudio-chat"] });
        var cloud = await ListAsync(TestUser.Guest() with { Models = ["gemini-*"] });

        Assert.Equal([Reports.SmallId], local.Select(model => model.Id));
        Assert.Equal(["gemini-2.5-pro"], cloud.Select(model => model.Id));
    }

    [Fact]
    public async Task A_model_on_two_hosts_is_one_entry_with_two_places_and_the_best_of_their_states()
    {
        await _catalog.PublishStudioAsync();
        await _catalog.Bus.Bus.Publish(Reports.Host("laptop") with { Instances = [Reports.Instance()] }, TestContext.Current.CancellationToken);
        await _catalog.Bus.Bus.Publish(Reports.Inventory("laptop"), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await ListAsync(TestUser.Guest())).Single(model => model.Id == Reports.SmallId).Places.Count == 2, "both hosts have it");

        var model = (await ListAsync(TestUser.Guest())).Single(model => model.Id == Reports.SmallId);
        Assert.Equal(PlaceStates.Loaded, model.State);
        Assert.Equal([PlaceStates.Loaded, PlaceStates.NotLoaded], model.Places.Select(place => place.State));
        Assert.Equal(8_192, model.Places[0].ContextLength);
        Assert.Equal(300, model.Places[0].TtlRemainingSeconds);
    }

    [Fact]
    public async Task Without_a_token_there_is_no_list()
    {
        using var client = _catalog.CreateClient();
        using var response = await client.GetAsync("/api/models", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("unauthorized:models", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_event_stream_begins_with_the_whole_list_and_goes_on_with_what_changes()
    {
        await _catalog.PublishStudioAsync();
        using var client = _catalog.CreateClient(TestUser.Guest());
        await using var events = await EventReader.OpenAsync(client, "/api/models/events");

        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, (await events.NextAsync("models")).GetArrayLength());

        await _catalog.Bus.Bus.Publish(Reports.Host(number: 2) with { Loading = new LoadReport(Reports.Small, 0.4, 3) }, TestContext.Current.CancellationToken);
        var loading = await events.NextAsync("model");
        Assert.Equal(Reports.SmallId, loading.GetProperty("id").GetString());
        Assert.Equal("loading", loading.GetProperty("state").GetString());
        Assert.Equal(0.4, loading.GetProperty("progress").GetDouble());

        await _catalog.Bus.Bus.Publish(Reports.Inventory("studio", 2, "google/gemma-3-12b"), TestContext.Current.CancellationToken);
        Assert.Equal("lmstudio:google/gemma-3-12b", (await events.NextAsync("model")).GetProperty("id").GetString());
        Assert.Equal(Reports.SmallId, (await events.NextAsync("model-removed")).GetProperty("id").GetString());
    }

    private async Task<List<ModelEntry>> ListAsync(TestUser user)
    {
        using var client = _catalog.CreateClient(user);
        return (await client.GetFromJsonAsync<List<ModelEntry>>("/api/models", TestContext.Current.CancellationToken))!;
    }
}
