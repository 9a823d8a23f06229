using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>The fleet page and the list of models, in two windows.</summary>
public sealed class FleetInTheBrowserTests(RunningSystem system) : IAsyncLifetime
{
    private readonly List<Guid> _managers = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var manager in _managers) await system.TakeBackAsync(manager);
    }

    private const string Small = "qwen/qwen3-4b";

    [Fact]
    public async Task A_load_is_seen_in_a_second_window_cancelled_done_explained_and_undone()
    {
        var (page, context) = await ManagerAsync();
        await page.GotoAsync("/models");
        var card = page.GetByTestId("host-card").First;
        await Expect(card).ToContainTextAsync("simulated");
        await page.EmptyMemoryAsync();
        var second = await context.NewPageAsync();
        await second.GotoAsync("/models");
        await Expect(second.GetByTestId("host-card").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await PictureAsync(page, "fleet-empty-memory");

        // The largest that fits: it takes the longest.
        await LoadAsync(page, card, last: true);
        await Expect(second.GetByTestId("loading-row").GetByTestId("model-progress")).ToBeVisibleAsync();
        await second.GetByTestId("load-cancel-button").First.ClickAsync();
        await Expect(page.GetByTestId("operation-row").First).ToHaveAttributeAsync("data-state", "cancelled");
        await Expect(page.GetByTestId("loading-row")).ToBeHiddenAsync();

        await LoadAsync(page, card, last: false);
        await PictureAsync(page, "fleet-loading");
        await Expect(second.GetByTestId("instance-row").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("operation-row").First).ToHaveAttributeAsync("data-state", "succeeded", new() { Timeout = 60_000 });
        await page.GetByTestId("operation-why-button").First.ClickAsync();
        await Expect(page.GetByTestId("operation-why")).ToContainTextAsync("LM Studio was told to load it.");
        await page.GetByTestId("operation-why").GetByText("What it was decided by").First.ClickAsync();
        await PictureAsync(page, "fleet-why");

        await page.GetByTestId("model-pin-button").First.ClickAsync();
        await Expect(second.GetByTestId("instance-pinned")).ToBeVisibleAsync();
        await page.GetByTestId("model-unpin-button").First.ClickAsync();
        await Expect(second.GetByTestId("instance-pinned")).ToBeHiddenAsync();
        await second.GetByTestId("model-unload-button").First.ClickAsync();
        await Expect(page.GetByTestId("instance-row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Enrolling_a_host_gives_the_commands_and_the_host_is_removed_again()
    {
        var (page, _) = await ManagerAsync();
        await page.GotoAsync("/models");
        await page.GetByTestId("host-add-button").ClickAsync();
        var dialog = page.GetByTestId("enrol-dialog");
        await dialog.GetByTestId("enrol-name").FillAsync("Lab desk");
        await PictureAsync(page, "fleet-enrol");
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByTestId("enrol-commands")).ToContainTextAsync("Agent__EnrolmentToken=lab-desk");
        await dialog.GetByTestId("enrol-system-windows").ClickAsync();
        await Expect(dialog.GetByTestId("enrol-commands")).ToContainTextAsync("sc.exe create ChatbotAgent");
        await Expect(dialog.GetByTestId("enrol-arrival")).ToContainTextAsync("Waiting for the agent");
        await PictureAsync(page, "fleet-enrol-commands");
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page.GetByTestId("host-add-button")).ToBeFocusedAsync();

        var card = page.Locator("[data-testid=host-card][data-host^=lab-desk]");
        await Expect(card).ToContainTextAsync("Waiting for its agent");
        await card.GetByTestId("host-menu-button").ClickAsync();
        await card.GetByTestId("host-remove").ClickAsync();
        await Expect(page.GetByTestId("confirm-dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(card.GetByTestId("host-menu-button")).ToBeFocusedAsync();
        await card.GetByTestId("host-menu-button").ClickAsync();
        await card.GetByTestId("host-remove").ClickAsync();
        await page.GetByTestId("confirm-button").ClickAsync();
        await Expect(card).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_guest_sees_the_fleet_and_may_change_nothing()
    {
        var guest = await system.NewPersonAsync();
        await guest.Page.GotoAsync("/models");
        await Expect(guest.Page.GetByTestId("host-card").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(guest.Page.Locator("[data-testid=fleet][data-rights=known]")).ToBeVisibleAsync();
        await Expect(guest.Page.GetByTestId("model-load-button")).ToHaveCountAsync(0);
        await Expect(guest.Page.GetByTestId("host-add-button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_model_is_found_and_chosen_by_the_keyboard_alone()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.Page.GetByTestId("model-selector").FocusAsync();
        await guest.Page.Keyboard.PressAsync("Enter");
        var search = guest.Page.GetByPlaceholder("Search models...");
        await Expect(search).ToBeFocusedAsync();
        await guest.Page.Keyboard.PressAsync("End");
        await guest.Page.Keyboard.PressAsync("Home");
        await PictureAsync(guest.Page, "models-open");
        await guest.Page.Keyboard.TypeAsync("qwen3-4b");
        await Expect(guest.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Expect(search).ToHaveAttributeAsync("aria-activedescendant", $"model-{Uri.EscapeDataString($"lmstudio:{Small}")}");
        await guest.Page.Keyboard.PressAsync("Enter");
        await Expect(search).ToBeHiddenAsync();
        await Expect(guest.Page.GetByTestId("model-selector")).ToHaveAttributeAsync("title", $"lmstudio:{Small}");
        await Expect(guest.Page.GetByTestId("model-selector")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_mouse_reaches_what_stands_below_the_list_over_every_row_in_between()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.OpenModelsAsync();
        var (page, options) = (guest.Page, guest.Page.GetByRole(AriaRole.Option));
        var first = (await options.First.GetAttributeAsync("id"))!;
        await MoveAsync(page, options.First);
        await Expect(page.GetByPlaceholder("Search models...")).ToHaveAttributeAsync("aria-activedescendant", first);
        var star = page.GetByTestId("model-favourite-button");
        await MoveAsync(page, star);
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();
        await Expect(star).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Favourites" }).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Expect(options.First).ToHaveIdAsync(first);
    }

    [Fact]
    public async Task On_a_phone_the_details_of_a_model_are_one_touch_away()
    {
        var guest = await system.NewPersonAsync(isPhone: true);
        await guest.OpenAsync("/");
        var page = guest.Page;
        await page.GetByTestId("model-selector").TapAsync();
        var details = page.GetByTestId("model-row").Nth(1).GetByTestId("model-details-button");
        var size = (await details.BoundingBoxAsync())!;
        Assert.True(size is { Width: >= 40, Height: >= 40 }, $"{size.Width} by {size.Height}");
        await details.TapAsync();
        await Expect(page.GetByTestId("model-detail").Locator(".name")).ToHaveTextAsync(await page.GetByTestId("model-row").Nth(1).Locator(".name").InnerTextAsync());
        await Expect(page.GetByPlaceholder("Search models...")).ToBeVisibleAsync();
        await page.TakeAsync("models-by-touch", Pictures.Looks[2], Pictures.Looks[3]);

        var (manager, _) = await ManagerAsync(isPhone: true);
        await manager.GotoAsync("/");
        await manager.GetByTestId("model-selector").TapAsync();
        await Expect(manager.GetByTestId("model-load-button").Or(manager.GetByTestId("model-unload-button")).First).ToBeVisibleAsync();
        await manager.GetByTestId("model-details-button").Last.TapAsync();
        await Expect(manager.GetByTestId("model-detail").Locator(".name")).ToHaveTextAsync(await manager.GetByTestId("model-row").Last.Locator(".name").InnerTextAsync());
        await manager.TakeAsync("models-by-touch-manager", Pictures.Looks[2], Pictures.Looks[3]);
    }

    [Fact]
    public async Task What_is_typed_leaves_what_matches_and_taking_it_away_brings_all_back()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.OpenModelsAsync();
        var options = guest.Page.GetByRole(AriaRole.Option);
        var all = await options.CountAsync();
        Assert.True(all > 1);
        for (var round = 0; round < 3; round++)
        {
            await guest.Page.Keyboard.TypeAsync("qwen3-4b");
            await Expect(options).ToHaveCountAsync(1);
            await Expect(guest.Model($"lmstudio:{Small}")).ToBeVisibleAsync();
            await guest.Page.Keyboard.PressAsync("ControlOrMeta+A");
            await guest.Page.Keyboard.PressAsync("Delete");
            await Expect(options).ToHaveCountAsync(all);
        }
    }

    // Quickly, and over all that lies between.
    private static async Task MoveAsync(IPage page, ILocator to)
    {
        var place = (await to.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(place.X + (place.Width / 2), place.Y + (place.Height / 2), new() { Steps = 25 });
    }

    /// <summary>Somebody who may do everything: a guest made so by hand before the first token.</summary>
    private async Task<(IPage Page, IBrowserContext Context)> ManagerAsync(bool isPhone = false)
    {
        var person = await system.NewPersonAsync(isPhone: isPhone);
        using (await person.Page.Context.APIRequest.GetAsync($"{system.Address}/api/auth/guest?redirectUrl=/ping") as IDisposable)
        {
            _managers.Add(await system.MakeAsync("admin"));
        }

        return (person.Page, person.Page.Context);
    }

    /// <summary>What earlier tests left in memory is unloaded: each of these begins with an empty host.</summary>
    private static async Task LoadAsync(IPage page, ILocator card, bool last)
    {
        if (last && await card.GetByText("Show all").CountAsync() > 0) await card.GetByText("Show all").ClickAsync();
        var name = last ? "Qwen3 VL 8B" : "Qwen3 4B";
        await card.GetByRole(AriaRole.Button, new() { Name = $"Load {name}" }).First.ClickAsync();
        await Expect(page.GetByTestId("load-estimate")).ToContainTextAsync("It needs");
        await page.GetByTestId("load-ttl").SelectOptionAsync("600");
        if (last) await PictureAsync(page, "fleet-load-dialog");
        await page.GetByTestId("load-confirm-button").ClickAsync();
    }

    private static Task PictureAsync(IPage page, string name) => page.TakeAsync(name);
}
