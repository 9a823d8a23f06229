using Bunit;
using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Models;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What is done with a model in the drop-down besides choosing it.</summary>
public sealed class ModelSelectorActionsTests : ModelSelectorContext
{
    [Fact]
    public async Task Those_who_may_load_a_model_by_hand()
    {
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        selector.WaitForAssertion(() => Assert.Equal(FakeModels.NotLoaded.Id, Assert.Single(Fakes.Catalog.Loads).Model));
    }

    [Fact]
    public async Task What_is_unloaded_in_the_list_says_at_once_what_a_load_would_take()
    {
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-detail-unload-button]")));
        Assert.Empty(selector.FindAll("[data-testid=model-estimate]"));
        Fakes.Catalog.Change(FakeModels.Place(FakeModels.Loaded, PlaceStates.NotLoaded));
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.Find("[data-testid=model-estimate]").TextContent.Trim()));
    }

    [Fact]
    public async Task A_load_that_fails_says_why()
    {
        Fakes.Catalog.Failure = "The model does not fit. Unload another one first.";
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        selector.WaitForAssertion(() => Assert.Equal(Fakes.Catalog.Failure, Assert.Single(Services.GetRequiredService<ToastState>().Toasts).Text));
    }

    [Fact]
    public async Task A_guest_is_not_offered_what_would_be_refused()
    {
        var selector = await OpenAsync(asGuest: true);
        await RightsAsync(selector);
        Assert.Empty(selector.FindAll("[data-testid=model-load-button]"));
        Assert.Empty(selector.FindAll("[data-testid=model-unload-button]"));
    }

    [Fact]
    public async Task A_favourite_stands_in_a_group_on_top_and_is_kept_by_the_browser()
    {
        var selector = await OpenAsync();
        await selector.TypeIntoAsync("input", "gemma");
        await selector.ClickOnAsync("[data-testid=model-favourite-button]");
        await selector.TypeIntoAsync("input", "");
        Assert.Equal("Favourites", selector.FindAll("[role=group]")[0].GetAttribute("aria-label"));
        Assert.Single(selector.FindAll($"[data-testid='model-selector-item-{FakeModels.NotLoaded.Id}']"));
        Assert.Equal([FakeModels.NotLoaded.Id], Assert.IsAssignableFrom<IEnumerable<string>>(Script.Invocations["keep"].Single().Arguments[0]));
    }

    [Fact]
    public async Task What_a_load_would_displace_is_said_and_waits_for_a_second_word()
    {
        Fakes.Fleet.Estimates = [new("studio", true, 17 * FakeHosts.Gigabyte, 11 * FakeHosts.Gigabyte, "high", ["qwen/qwen3-8b"], null)];
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        selector.WaitForAssertion(() => Assert.Contains("It would unload qwen/qwen3-8b.", selector.Find("[data-testid=model-estimate]").TextContent, StringComparison.Ordinal));
        selector.WaitForAssertion(() => Assert.Equal("Load anyway", selector.Find("[data-testid=model-detail-load-button]").TextContent));
        Assert.Empty(Fakes.Catalog.Loads);
        await selector.ClickOnAsync("[data-testid=model-detail-load-button]");
        selector.WaitForAssertion(() => Assert.Equal("studio", Assert.Single(Fakes.Catalog.Loads).Host));
    }

    [Fact]
    public async Task A_question_is_not_lost_to_the_mouse_on_its_way_and_can_be_answered_with_no()
    {
        Fakes.Fleet.Estimates = [new("studio", true, 17 * FakeHosts.Gigabyte, 11 * FakeHosts.Gigabyte, "high", ["qwen/qwen3-8b"], null)];
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        await selector.ClickOnAsync("[data-testid=model-load-button]");
        selector.WaitForAssertion(() => Assert.Equal("Load anyway", selector.Find("[data-testid=model-detail-load-button]").TextContent));
        await selector.InvokeAsync(() => selector.Instance.Look(ModelItem.IdOf(FakeModels.Cloud.Id)));
        Assert.Equal("Load anyway", selector.Find("[data-testid=model-detail-load-button]").TextContent);

        await selector.ClickOnAsync("[data-testid=model-detail-cancel-button]");
        Assert.Equal("Load", selector.Find("[data-testid=model-detail-load-button]").TextContent);
        Assert.Empty(selector.FindAll("[data-testid=model-detail-cancel-button]"));
        await selector.InvokeAsync(() => selector.Instance.Look(ModelItem.IdOf(FakeModels.Cloud.Id)));
        Assert.Equal(FakeModels.Cloud.Name, Detailed(selector));
        Assert.Empty(Fakes.Catalog.Loads);
    }

    [Fact]
    public async Task By_touch_a_rows_details_are_shown_without_choosing_it()
    {
        var selector = await OpenAsync();
        await RightsAsync(selector);
        var before = Services.GetRequiredService<ModelSelection>().Id;
        await TouchAsync(selector, FakeModels.NotLoaded);
        Assert.Equal(FakeModels.NotLoaded.Name, Detailed(selector));
        Assert.Equal(ModelItem.IdOf(FakeModels.NotLoaded.Id), selector.Find("input").GetAttribute("aria-activedescendant"));
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.Find("[data-testid=model-estimate]").TextContent.Trim()));
        Assert.Equal(before, Services.GetRequiredService<ModelSelection>().Id);
    }

    [Fact]
    public async Task A_guest_sees_the_details_of_every_model_by_touch()
    {
        var selector = await OpenAsync(asGuest: true);
        await RightsAsync(selector);
        foreach (var model in new[] { FakeModels.NotLoaded, FakeModels.Offline, FakeModels.Cloud })
        {
            await TouchAsync(selector, model);
            Assert.Equal(model.Name, Detailed(selector));
        }
    }

    [Fact]
    public async Task A_model_is_kept_by_those_who_may_let_it_go_again()
    {
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-keep-button]")));
        await selector.ClickOnAsync("[data-testid=model-keep-button]");
        selector.WaitForAssertion(() => Assert.True(Assert.Single(Fakes.Catalog.Loads).Pinned));
    }

    [Fact]
    public async Task Who_may_only_load_is_not_offered_to_keep_a_model()
    {
        Fakes.Auth.Permissions = [Permissions.ModelsLoad];
        var selector = await OpenAsync();
        selector.WaitForAssertion(() => Assert.NotEmpty(selector.FindAll("[data-testid=model-load-button]")));
        Assert.Equal(FakeModels.Loaded.Name, Detailed(selector));
        Assert.Empty(selector.FindAll("[data-testid=model-keep-button]"));
    }

    private static string? Detailed(IRenderedComponent<ModelSelector> selector) => selector.Find("[data-testid=model-detail]").GetAttribute("aria-label");

    private static Task TouchAsync(IRenderedComponent<ModelSelector> selector, ModelEntry model) =>
        selector.ClickOnAsync($"[data-testid=model-row]:has([data-testid='model-selector-item-{model.Id}']) [data-testid=model-details-button]");
}
