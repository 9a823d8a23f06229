using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.ModelCatalog;

public sealed class ModelSelectionTests : IAsyncLifetime
{
    private FakeServices _fakes = null!;
    private ServiceProvider _provider = null!;
    private ModelFeed _feed = null!;
    private ModelSelection _selection = null!;

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        var services = new ServiceCollection();
        await services.AddCircuitAsync(_fakes);
        _provider = services.BuildServiceProvider();
        var scope = _provider.CreateScope();
        _feed = scope.ServiceProvider.GetRequiredService<ModelFeed>();
        _selection = scope.ServiceProvider.GetRequiredService<ModelSelection>();
    }

    public async ValueTask DisposeAsync()
    {
        _feed.Dispose();
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public void Before_the_list_is_there_a_message_goes_to_whatever_is_loaded() => Assert.Equal(ModelIds.AnyLoaded, _selection.Id);

    [Fact]
    public async Task The_cookies_model_is_taken_while_the_catalog_has_it()
    {
        _selection.Restore(FakeModels.Cloud.Id);
        await FollowAsync();
        Assert.Equal(FakeModels.Cloud.Id, _selection.Id);
    }

    [Fact]
    public async Task A_model_that_is_gone_gives_way_to_a_loaded_one()
    {
        _selection.Restore("lmstudio:of-yesterday");
        await FollowAsync();
        Assert.Equal(FakeModels.Loaded.Id, _selection.Id);
    }

    [Fact]
    public async Task What_others_load_and_unload_changes_nobodys_model()
    {
        await FollowAsync();
        Assert.Equal(FakeModels.Loaded.Id, _selection.Id);
        _fakes.Catalog.Change(FakeModels.Loaded with { State = PlaceStates.NotLoaded });
        await Eventually.TrueAsync(() => _feed.Find(FakeModels.Loaded.Id)!.State == PlaceStates.NotLoaded, "the unload is known");
        Assert.Equal(FakeModels.Loaded.Id, _selection.Id);
        _fakes.Catalog.Change(FakeModels.Loaded with { State = PlaceStates.Offline });
        await Eventually.TrueAsync(() => _feed.Find(FakeModels.Loaded.Id)!.State == PlaceStates.Offline, "its host is known to be away");
        Assert.NotEqual(FakeModels.Loaded.Id, _selection.Id);
    }

    [Fact]
    public async Task A_feed_that_ends_is_made_again_and_stays_one()
    {
        await FollowAsync();
        _fakes.Catalog.DropListeners();
        await Eventually.TrueAsync(() => _fakes.Catalog.Subscriptions == 2, "the feed is back");
        Assert.False(_feed.IsAway);
    }

    private async Task FollowAsync()
    {
        _ = _feed.FollowAsync();
        await Eventually.TrueAsync(() => _feed.IsLoaded, "the models are listed");
    }
}
