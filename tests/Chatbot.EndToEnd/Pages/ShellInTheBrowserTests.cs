using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>What stands around every page, by keyboard and on a phone, and what only a browser keeps.</summary>
public class ShellInTheBrowserTests(RunningSystem system)
{
    [Fact]
    public async Task The_skip_link_takes_the_focus_into_the_page_it_is_on()
    {
        var guest = await system.NewPersonAsync();
        await guest.BringAsync("Sky");
        await guest.OpenAsync("/");
        var page = guest.Page;
        await page.GetByTitle("Sky", new() { Exact = true }).ClickAsync();
        await Expect(guest.Answer).ToContainTextAsync("scattered");
        var address = page.Url;
        await page.Locator(".skip-link").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        Assert.Equal(address, page.Url);
    }

    [Fact]
    public async Task The_drawer_of_a_phone_has_the_focus_and_gives_it_back()
    {
        var guest = await system.NewPersonAsync();
        var page = guest.Page;
        await page.SetViewportSizeAsync(390, 800);
        await guest.OpenAsync("/");
        var toggle = page.GetByTestId("sidebar-toggle-button");
        await Expect(toggle).ToHaveAttributeAsync("aria-expanded", "false");
        await toggle.ClickAsync();
        await Expect(page.Locator(".sidebar :focus")).ToHaveCountAsync(1);
        await Expect(page.Locator("#content[inert]")).ToHaveCountAsync(1);
        await Expect(toggle).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(toggle).ToBeFocusedAsync();
        await Expect(page.Locator("#content[inert]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_user_menu_closes_when_the_focus_leaves_it_and_gets_it_back_from_a_dialog()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        var page = guest.Page;
        var menu = page.GetByTestId("user-nav-menu");
        await page.GetByTestId("user-nav-button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("user-nav-item-theme")).ToBeFocusedAsync();
        await page.GetByTestId("user-nav-item-auth").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(menu).ToHaveCountAsync(0);
        await Expect(page.Locator(".menu-backdrop")).ToHaveCountAsync(0);

        await page.GetByTestId("user-nav-button").ClickAsync();
        await page.GetByTestId("user-nav-item-delete-all").ClickAsync();
        await Expect(page.GetByTestId("delete-all-dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("user-nav-button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Without_a_clipboard_a_message_is_copied_by_hand_and_a_refusal_is_said()
    {
        var guest = await system.NewPersonAsync();
        var page = guest.Page;
        await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await guest.BringAsync("Sky");
        await guest.OpenAsync("/");
        await page.GetByTitle("Sky", new() { Exact = true }).ClickAsync();
        var copy = page.GetByTestId("message-user").First.Locator("[data-copy-message]");
        await copy.ClickAsync();
        await Expect(page.Locator("body > .spoken")).ToHaveTextAsync("Copied");
        await guest.Input.FocusAsync();
        await page.Keyboard.PressAsync("Control+v");
        await Expect(guest.Input).Not.ToHaveValueAsync("");

        await page.EvaluateAsync("document.execCommand = () => false");
        await copy.ClickAsync();
        await Expect(page.Locator("body > .spoken")).ToContainTextAsync("could not be copied");
    }

    [Fact]
    public async Task What_is_chosen_for_this_browser_holds_at_once_and_after_a_reload()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        var page = guest.Page;
        await page.GotoAsync("/settings");
        await page.TakeAsync("preferences", Pictures.Looks);
        await page.GetByLabel("Dark").CheckAsync();
        await page.GetByLabel("Ctrl+Enter sends").CheckAsync();
        await page.GetByLabel("As little as possible").CheckAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Ctrl+Enter sends")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("As little as possible")).ToBeCheckedAsync();

        await guest.OpenAsync("/");
        foreach (var frame in await page.Locator("meta[name='theme-color']").AllAsync()) await Expect(frame).ToHaveAttributeAsync("content", "#1b1b1a");
        await guest.Input.FocusAsync();
        await page.Keyboard.TypeAsync("one");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("two");
        await Expect(guest.Input).ToHaveValueAsync("one\ntwo");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByTestId("message-user")).ToContainTextAsync("one");
    }
}
