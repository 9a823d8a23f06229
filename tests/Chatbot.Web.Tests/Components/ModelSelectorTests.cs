using Bunit;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Models;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

public sealed class ModelSelectorTests : BunitContext, IAsyncLifetime
{
    private FakeServices _fakes = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./app.js").Mode = JSRuntimeMode.Loose;
        _fakes = await FakeServices.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task The_first_loaded_local_model_is_chosen_by_itself()
    {
        var selector = await ShowAsync();
        selector.WaitForAssertion(() => Assert.Contains("Qwen3 8B", selector.Find("[data-testid=model-selector]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opening_shows_every_model_to_chat_with_and_its_state()
    {
        var selector = await OpenAsync();
        Assert.Equal("Search models...", selector.Find("input").GetAttribute("placeholder"));
        Assert.Contains("loaded", Item(selector, FakeModels.Loaded), StringComparison.Ordinal);
        Assert.Contains("8k context", Item(selector, FakeModels.Loaded), StringComparison.Ordinal);
        Assert.Contains("unloads in 55 min", Item(selector, FakeModels.Loaded), StringComparison.Ordinal);
        Assert.Contains("not loaded", Item(selector, FakeModels.NotLoaded), StringComparison.Ordinal);
        Assert.Contains("loading 42 %", Item(selector, FakeModels.Loading), StringComparison.Ordinal);
        Assert.Contains("offline", Item(selector, FakeModels.Offline), StringComparison.Ordinal);
        Assert.Contains("ready", Item(selector, FakeModels.Cloud), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeModels.Embedding.Name, selector.Markup, StringComparison.Ordinal);
        Assert.Equal("0.420", selector.Find("[data-testid=model-progress]").GetAttribute("value"));
        Assert.Contains("simulated", selector.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_at_the_catalog_is_shown_at_once()
    {
        var selector = await OpenAsync();
        _fakes.Catalog.Change(FakeModels.Place(FakeModels.NotLoaded, PlaceStates.Loading, 0.07));
        selector.WaitForAssertion(() => Assert.Contains("loading 7 %", Item(selector, FakeModels.NotLoaded), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Searching_leaves_what_matches()
    {
        var selector = await OpenAsync();
        await selector.TypeIntoAsync("input", "gemma 27");
        Assert.Equal("model-selector-item-lmstudio:google/gemma-3-27b", Assert.Single(selector.FindAll("[data-testid^=model-selector-item]")).GetAttribute("data-testid"));
        await selector.TypeIntoAsync("input", "nothing like it");
        Assert.Contains("No model has that name.", selector.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_closes_the_list_and_is_kept_in_the_cookie()
    {
        var selector = await OpenAsync();
        await selector.ClickOnAsync($"[data-testid='model-selector-item-{FakeModels.NotLoaded.Id}']");
        Assert.Empty(selector.FindAll("input"));
        Assert.Equal(FakeModels.NotLoaded.Id, Services.GetRequiredService<ModelSelection>().Id);
        var kept = JSInterop.Invocations["setCookie"].Single();
        Assert.Equal(["chat-model", FakeModels.NotLoaded.Id], kept.Arguments);
    }

    [Fact]
    public async Task Those_who_may_load_a_model_by_hand()
    {
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        selector.WaitForAssertion(() => Assert.Equal(FakeModels.NotLoaded.Id, Assert.Single(_fakes.Catalog.Loads).Model));
    }

    [Fact]
    public async Task A_load_that_fails_says_why()
    {
        _fakes.Catalog.Failure = "The model does not fit. Unload another one first.";
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        Assert.Equal(_fakes.Catalog.Failure, Assert.Single(Services.GetRequiredService<ToastState>().Toasts).Text);
    }

    [Fact]
    public async Task A_guest_is_not_offered_what_would_be_refused()
    {
        var selector = await OpenAsync(asGuest: true);
        Assert.Empty(selector.FindAll("[data-testid=model-load-button]"));
        Assert.Empty(selector.FindAll("[data-testid=model-unload-button]"));
    }

    [Fact]
    public async Task A_catalog_that_is_away_is_told_and_joined_again()
    {
        _fakes.Catalog.IsAway = true;
        var selector = await ShowAsync();
        selector.WaitForAssertion(() => Assert.Contains("No model", selector.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        await selector.ClickOnAsync("[data-testid=model-selector]");
        Assert.Contains("does not answer", selector.Markup, StringComparison.Ordinal);
        _fakes.Catalog.IsAway = false;
        selector.WaitForAssertion(() => Assert.DoesNotContain("does not answer", selector.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    private static string Item(IRenderedComponent<ModelSelector> selector, ModelEntry model) =>
        selector.Find($"[data-testid='model-selector-item-{model.Id}']").TextContent;

    private async Task<IRenderedComponent<ModelSelector>> ShowAsync(bool asGuest = false)
    {
        await Services.AddCircuitAsync(_fakes, asGuest);
        return Render<ModelSelector>();
    }

    private async Task<IRenderedComponent<ModelSelector>> OpenAsync(bool asGuest = false)
    {
        var selector = await ShowAsync(asGuest);
        selector.WaitForAssertion(() => Assert.Contains("Qwen3 8B", selector.Markup, StringComparison.Ordinal));
        await selector.ClickOnAsync("[data-testid=model-selector]");
        return selector;
    }
}
