using System.Text.RegularExpressions;
using Chatbot.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>Finding, naming, pinning, sharing and losing chats.</summary>
public partial class SidebarInTheBrowserTests(RunningSystem system)
{
    [Fact]
    public async Task Chats_are_renamed_pinned_deleted_and_brought_back()
    {
        var guest = await system.NewPersonAsync();
        await guest.BringAsync("Sky", "Sea", "Sand");
        await guest.OpenAsync("/");
        var page = guest.Page;
        await Expect(Items(page)).ToHaveCountAsync(3);

        await ChooseAsync(page, "Sea", "rename");
        await page.GetByTestId("chat-rename-input").FillAsync("The deep sea");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Item(page, "The deep sea")).ToBeVisibleAsync();

        await ChooseAsync(page, "Sand", "pin");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Pinned" })).ToContainTextAsync("Sand");

        await Item(page, "Sky").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(ChatAddress());
        await ChooseAsync(page, "Sky", "delete");
        await Expect(Item(page, "Sky")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("toast")).ToContainTextAsync("Deleted");
        await page.GetByTestId("toast-action").ClickAsync();
        await Expect(Item(page, "Sky")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(ChatAddress());

        // By keyboard; in a field the same keys take back what was typed.
        await ChooseAsync(page, "Sand", "delete");
        await Expect(Item(page, "Sand")).ToHaveCountAsync(0);
        await guest.Input.PressAsync("Control+z");
        await Expect(Item(page, "Sand")).ToHaveCountAsync(0);
        await page.GetByTestId("sidebar-toggle-button").PressAsync("Control+z");
        await Expect(Item(page, "Sand")).ToBeVisibleAsync();

        await guest.ReloadAsync();
        await Expect(Items(page)).ToHaveTextAsync([Words("Sand"), Words("Sky"), Words("The deep sea")]);
        await page.TakeAsync("sidebar", Pictures.Looks);
    }

    [Fact]
    public async Task A_long_list_goes_on_by_itself_and_is_searched_as_one_types()
    {
        var guest = await system.NewPersonAsync();
        await guest.BringAsync([.. Enumerable.Range(0, 60).Select(number => $"Number {number}")]);
        await guest.OpenAsync("/");
        var page = guest.Page;
        await Expect(Items(page)).ToHaveCountAsync(40);
        await Items(page).Last.ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("document.querySelector('[data-endless]').scrollTo(0, 1e6)");
        await Expect(Items(page)).ToHaveCountAsync(60);

        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByTestId("sidebar-search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Number 57");
        await Expect(Items(page)).ToHaveCountAsync(1);
        await page.TakeAsync("search", Pictures.Looks[0]);
        await page.GetByTestId("sidebar-search").FillAsync("nothing of the kind");
        await Expect(page.Locator(".history")).ToContainTextAsync("No chat has");
        await page.GetByTestId("sidebar-search-clear").ClickAsync();
        await Expect(Items(page)).ToHaveCountAsync(60);
    }

    [Fact]
    public async Task A_shared_chat_is_read_by_others_until_it_is_private_again()
    {
        var owner = await system.NewPersonAsync();
        await owner.BringAsync("Light");
        await owner.OpenAsync("/");
        await Item(owner.Page, "Light").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(owner.Page).ToHaveURLAsync(ChatAddress());
        var address = owner.Page.Url;
        var reader = await system.NewPersonAsync();
        await reader.Page.GotoAsync(address);
        await Expect(reader.Page.Locator("h1")).ToHaveTextAsync("This chat cannot be shown");

        await ChooseAsync(owner.Page, "Light", "share");
        await owner.Page.GetByTestId("chat-share-public").ClickAsync();
        await Expect(owner.Page.GetByTestId("chat-share-copy")).ToHaveAttributeAsync("data-copy-link", new Uri(address).AbsolutePath);
        await owner.Page.TakeAsync("share", Pictures.Looks[0]);
        await reader.Page.ReloadAsync();
        await Expect(reader.Page.GetByTestId("shared-chat").Locator("h1").First).ToHaveTextAsync("Light");
        await Expect(reader.Page.GetByTestId("message-assistant")).ToContainTextAsync("scattered");
        await Expect(reader.Page.GetByTestId("multimodal-input")).ToHaveCountAsync(0);
        await reader.Page.TakeAsync("shared", Pictures.Looks);

        await owner.Page.GetByTestId("chat-share-private").ClickAsync();
        await Expect(owner.Page.GetByTestId("chat-share-public")).ToBeVisibleAsync();
        await reader.Page.ReloadAsync();
        await Expect(reader.Page.Locator("h1")).ToHaveTextAsync("This chat cannot be shown");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Start your own chat" }).ClickAsync();
        await reader.ReadyAsync();
    }

    [Fact]
    public async Task Keys_open_the_help_fold_the_sidebar_and_start_a_chat()
    {
        var guest = await system.NewPersonAsync();
        await guest.BringAsync("Sky");
        await guest.OpenAsync("/");
        var page = guest.Page;
        await guest.Input.FocusAsync();
        await page.Keyboard.PressAsync("Control+/");
        var sheet = page.GetByTestId("shortcuts-dialog");
        await Expect(sheet).ToBeVisibleAsync();
        await page.TakeAsync("shortcuts", Pictures.Looks[0], Pictures.Looks[3]);
        await page.Keyboard.PressAsync("Escape");
        await Expect(sheet).ToBeHiddenAsync();
        await Expect(guest.Input).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+b");
        await Expect(page.GetByTestId("sidebar-search")).ToBeHiddenAsync();
        await guest.ReloadAsync();
        await Expect(page.GetByTestId("sidebar-search")).ToBeHiddenAsync();
        // The page has taken the focus to the message field, and takes it nowhere any more.
        await Expect(guest.Input).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByTestId("sidebar-search")).ToBeFocusedAsync();

        await Item(page, "Sky").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(ChatAddress());
        await page.Keyboard.PressAsync("Control+Shift+o");
        await Expect(page).ToHaveURLAsync(new Uri(new Uri(system.Address), "/").ToString());
        await Expect(guest.Input).ToBeFocusedAsync();

        // Wished for while the field takes nothing yet.
        await guest.Input.EvaluateAsync("field => { field.blur(); field.disabled = true; }");
        await page.Keyboard.PressAsync("Shift+Escape");
        await Expect(guest.Input).Not.ToBeFocusedAsync();
        await guest.Input.EvaluateAsync("field => field.disabled = false");
        await Expect(guest.Input).ToBeFocusedAsync();

        // Disabled under whoever is in it.
        await guest.Input.EvaluateAsync("field => { field.disabled = true; }");
        await Expect(guest.Input).Not.ToBeFocusedAsync();
        await guest.Input.EvaluateAsync("field => field.disabled = false");
        await Expect(guest.Input).ToBeFocusedAsync();
    }

    [Fact]
    public async Task On_a_Mac_keys_are_named_and_heard_by_its_command_key()
    {
        var guest = await system.NewPersonAsync();
        var page = guest.Page;
        await page.AddInitScriptAsync("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })");
        await guest.OpenAsync("/");
        await page.Keyboard.PressAsync("Meta+/");
        var sheet = page.GetByTestId("shortcuts-dialog");
        await Expect(sheet.GetByText("⌘", new() { Exact = true }).First).ToBeVisibleAsync();
        // The system minimises the window by the command key and M.
        await Expect(sheet.GetByText("Ctrl", new() { Exact = true }).Filter(new() { Visible = true })).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Meta+b");
        await Expect(page.GetByTestId("sidebar-search")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Meta+k");
        await Expect(page.GetByTestId("sidebar-search")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_begun_and_deleted_elsewhere_is_so_for_whoever_comes_back_to_the_page()
    {
        var person = await system.NewPersonAsync();
        await person.BringAsync("Sky", "Sea");
        await person.OpenAsync("/");
        var page = person.Page;
        await Expect(Items(page)).ToHaveCountAsync(2);

        // Another device with the same cookies.
        var elsewhere = page.Context.APIRequest;
        var (begun, gone) = (Guid.CreateVersion7(), await Item(page, "Sea").GetByRole(AriaRole.Link).GetAttributeAsync("href"));
        await Expect(await elsewhere.PostAsync("/api/chat", new() { DataObject = Script.Body(begun, "lmstudio:qwen/qwen3-4b", "Say hello") })).ToBeOKAsync();
        await Expect(await elsewhere.DeleteAsync($"/api/chat?id={gone!.Split('/')[^1]}")).ToBeOKAsync();
        await Expect(Item(page, "Sea")).ToHaveCountAsync(1);

        await Eventually.TrueAsync(
            async () =>
            {
                await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
                return await Item(page, "Sea").CountAsync() == 0;
            },
            "the deleted chat is gone");
        await Expect(Items(page)).ToHaveCountAsync(2);
        await Expect(Items(page).First.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/chat/{begun}");
        await Expect(Item(page, "Sky")).ToBeVisibleAsync();
    }

    private static ILocator Items(IPage page) => page.GetByTestId("chat-item");

    private static ILocator Item(IPage page, string title) => Items(page).Filter(new() { Has = page.GetByTitle(title, new() { Exact = true }) });

    private static async Task ChooseAsync(IPage page, string title, string what)
    {
        await Item(page, title).HoverAsync();
        await Item(page, title).GetByTestId("chat-menu-button").ClickAsync();
        await page.GetByTestId($"chat-menu-{what}").ClickAsync();
    }

    // The row's link, and the hidden name of its menu.
    private static Regex Words(string title) => new($"^\\s*{Regex.Escape(title)}\\s*$");

    [GeneratedRegex("/chat/[0-9a-f-]{36}$")]
    private static partial Regex ChatAddress();
}
