using Bunit;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Chatbot.Web.Components.Models;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What the models' drop-down shows, and how one is found and chosen in it.</summary>
public sealed class ModelSelectorTests : ModelSelectorContext
{
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
        Fakes.Catalog.Change(FakeModels.Place(FakeModels.NotLoaded, PlaceStates.Loading, 0.07));
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
    public async Task A_catalog_that_is_away_is_told_and_joined_again()
    {
        Fakes.Catalog.IsAway = true;
        var selector = await ShowAsync();
        await selector.ClickOnAsync("[data-testid=model-selector]");
        selector.WaitForAssertion(() => Assert.Contains("does not answer. Trying again.", selector.Markup, StringComparison.Ordinal));
        // That there is none is not known.
        Assert.DoesNotContain("no model", selector.Markup, StringComparison.OrdinalIgnoreCase);
        Fakes.Catalog.IsAway = false;
        selector.WaitForAssertion(() => Assert.DoesNotContain("does not answer", selector.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_keyboard_moves_through_the_list_and_chooses()
    {
        var selector = await OpenAsync();
        var items = selector.FindAll("[role=option]").Select(item => item.Id).ToList();
        Assert.Equal(items[selector.FindAll("[role=option]").ToList().FindIndex(item => item.GetAttribute("aria-selected") == "true")], Active(selector));
        await PressAsync(selector, "End");
        Assert.Equal(items[^1], Active(selector));
        await PressAsync(selector, "ArrowDown");
        Assert.Equal(items[^1], Active(selector));
        await PressAsync(selector, "Home");
        await PressAsync(selector, "ArrowDown");
        Assert.Equal(items[1], Active(selector));
        await selector.TypeIntoAsync("input", "gemma");
        Assert.Equal("model-lmstudio%3Agoogle%2Fgemma-3-27b", Active(selector));
        await PressAsync(selector, "Enter");
        Assert.Equal(FakeModels.NotLoaded.Id, Services.GetRequiredService<ModelSelection>().Id);
        Assert.Empty(selector.FindAll("input"));
    }

    [Fact]
    public async Task Keys_of_an_input_method_choose_and_close_nothing()
    {
        var selector = await OpenAsync();
        var (before, at) = (Services.GetRequiredService<ModelSelection>().Id, Active(selector));
        foreach (var key in new[] { "End", "Enter", "Escape" }) await PressAsync(selector, key, isComposing: true);
        Assert.Equal(at, Active(selector));
        Assert.Equal(before, Services.GetRequiredService<ModelSelection>().Id);
    }

    [Fact]
    public async Task The_mouse_is_heard_where_it_moved_and_not_by_the_row_under_it()
    {
        var selector = await OpenAsync();
        Assert.DoesNotContain("onmouse", selector.Markup, StringComparison.Ordinal);
        await selector.InvokeAsync(() => selector.Instance.Look(ModelItem.IdOf(FakeModels.NotLoaded.Id)));
        Assert.Equal(ModelItem.IdOf(FakeModels.NotLoaded.Id), Active(selector));
        await selector.InvokeAsync(() => selector.Instance.Look("model-that-is-not-there"));
        Assert.Equal(ModelItem.IdOf(FakeModels.NotLoaded.Id), Active(selector));
    }

    [Fact]
    public async Task While_the_list_is_closed_only_the_chosen_model_is_drawn_anew()
    {
        var selector = await ShowAsync();
        selector.WaitForAssertion(() => Assert.Contains("Qwen3 8B", selector.Markup, StringComparison.Ordinal));
        await RightsAsync(selector);
        await selector.InvokeAsync(() => Services.GetRequiredService<ModelSelection>().Choose(FakeModels.Loaded.Id));
        var feed = Services.GetRequiredService<ModelFeed>();
        var before = selector.RenderCount;
        Fakes.Catalog.Change(FakeModels.Place(FakeModels.NotLoaded, PlaceStates.Loading, 0.07));
        await Eventually.TrueAsync(() => feed.Find(FakeModels.NotLoaded.Id)!.Progress == 0.07, "the change is there");
        await selector.InvokeAsync(() => { });
        Fakes.Catalog.Change(FakeModels.Place(FakeModels.Loaded, PlaceStates.Draining));
        selector.WaitForAssertion(() => Assert.Contains("unloading", selector.Markup, StringComparison.Ordinal));
        Assert.Equal(before + 1, selector.RenderCount);
    }

    [Fact]
    public async Task Many_changes_at_once_are_drawn_together()
    {
        var selector = await OpenAsync();
        var before = selector.RenderCount;
        for (var step = 1; step <= 200; step++) Fakes.Catalog.Change(FakeModels.Place(FakeModels.NotLoaded, PlaceStates.Loading, step / 200.0));
        selector.WaitForAssertion(() => Assert.Contains("loading 100 %", Item(selector, FakeModels.NotLoaded), StringComparison.Ordinal));
        Assert.InRange(selector.RenderCount - before, 1, 100);
    }

    [Fact]
    public async Task Groups_and_the_search_go_by_the_hosts_name_and_by_its_id()
    {
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.Contains(selector.FindAll("[role=group]"), group => group.GetAttribute("aria-label") == "LM Studio · Studio in the lab"));
        foreach (var text in new[] { "the lab gemma", "studio gemma" })
        {
            await selector.TypeIntoAsync("input", text);
            Assert.Equal($"model-selector-item-{FakeModels.NotLoaded.Id}", Assert.Single(selector.FindAll("[role=option]")).GetAttribute("data-testid"));
        }
    }

    [Fact]
    public async Task Escape_closes_the_list_and_chooses_nothing()
    {
        var selector = await OpenAsync();
        var before = Services.GetRequiredService<ModelSelection>().Id;
        await PressAsync(selector, "End");
        await PressAsync(selector, "Escape");
        Assert.Empty(selector.FindAll("input"));
        Assert.Equal(before, Services.GetRequiredService<ModelSelection>().Id);
    }

    [Fact]
    public async Task A_host_that_is_away_says_since_when()
    {
        var selector = await OpenAsync();
        await selector.TypeIntoAsync("input", "deepseek");
        selector.WaitForAssertion(() => Assert.Contains("Offline since", selector.Find("[data-testid=model-detail]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_hundreds_of_models_a_screenful_is_drawn_and_all_are_searched()
    {
        for (var number = 0; number < 200; number++)
            Fakes.Catalog.Change(FakeModels.NotLoaded with { Id = $"lmstudio:many/model-{number:000}", Name = $"Many {number:000}", Places = [FakeModels.NotLoaded.Places[0] with { Host = $"host-{number % 20}" }] });
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.Contains("175 more", selector.Find("[data-testid=model-show-more]").TextContent, StringComparison.Ordinal));
        Assert.Equal(30, selector.FindAll("[role=option]").Count);

        Assert.Single(selector.FindAll(".words"));

        await selector.TypeIntoAsync("input", "model-19");
        Assert.Equal(Enumerable.Range(190, 10).Select(number => $"model-selector-item-lmstudio:many/model-{number}"), selector.FindAll("[role=option]").Select(option => option.GetAttribute("data-testid")).Order());
        Assert.Equal("10 models", selector.Find("[role=status]").TextContent);
        await selector.TypeIntoAsync("input", "");
        Assert.Equal(30, selector.FindAll("[role=option]").Count);
        await selector.ClickOnAsync("[data-testid=model-show-more]");
        Assert.Equal(60, selector.FindAll("[role=option]").Count);
    }

    private static string? Active(IRenderedComponent<ModelSelector> selector) => selector.Find("input").GetAttribute("aria-activedescendant");

    private static Task PressAsync(IRenderedComponent<ModelSelector> selector, string key, bool isComposing = false) =>
        selector.InvokeAsync(() => selector.Find("input").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = key, IsComposing = isComposing }));

    private static string Item(IRenderedComponent<ModelSelector> selector, ModelEntry model) =>
        selector.Find($"[data-testid='model-selector-item-{model.Id}']").TextContent;
}
