using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>Every page, light and dark, wide and narrow, by the rules of WCAG 2.2 AA that a program can check; and nothing on it from elsewhere.</summary>
public class AccessibilityTests(RunningSystem system)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData("/login")]
    [InlineData("/register")]
    [InlineData("/not-a-page")]
    [InlineData("/chat/0198c0de-0000-7000-8000-000000000000")]
    public async Task Pages_that_are_plain(string address)
    {
        var person = await system.NewPersonAsync();
        var strangers = Strangers(person.Page);
        await person.Page.GotoAsync(address);
        await CleanAsync(person.Page, address);
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task The_chat_its_menus_and_its_sheets()
    {
        var person = await system.NewPersonAsync();
        var strangers = Strangers(person.Page);
        await person.BringAsync("Light", "Sea");
        await person.OpenAsync("/");
        await Expect(person.Page.GetByTestId("chat-item")).ToHaveCountAsync(2);
        await CleanAsync(person.Page, "a new chat");

        await person.Page.GetByTestId("user-nav-button").ClickAsync();
        await CleanAsync(person.Page, "the user's menu", Pictures.Looks[0], Pictures.Looks[1]);
        await person.Page.TakeAsync("user-menu", Pictures.Looks[0], Pictures.Looks[1]);
        await person.Page.GetByTestId("user-nav-item-shortcuts").ClickAsync();
        await CleanAsync(person.Page, "the sheet of keys");
        await person.Page.Keyboard.PressAsync("Escape");

        await person.Page.GetByTitle("Light", new() { Exact = true }).ClickAsync();
        await Expect(person.Answer).ToContainTextAsync("scattered");
        await CleanAsync(person.Page, "a chat", Pictures.Looks);

        // Another window has deleted it by now.
        await person.Page.Context.APIRequest.DeleteAsync($"/api/chat?id={person.Page.Url.Split('/')[^1]}");
        await person.Page.GetByTestId("visibility-selector").ClickAsync();
        await person.Page.GetByTestId("visibility-selector-item-public").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await CleanAsync(person.Page, "what went wrong");
        await person.Page.TakeAsync("what-went-wrong", Pictures.Looks[0], Pictures.Looks[3]);
        await person.Page.GetByTestId("toast-dismiss").PressAsync("Enter");
        await Expect(person.Page.GetByTestId("toast")).ToHaveCountAsync(0);

        await person.Page.LookAsync(ColorScheme.Dark, 390);
        await person.Page.GetByTestId("sidebar-toggle-button").ClickAsync();
        await CleanAsync(person.Page, "the drawer", Pictures.Looks[2], Pictures.Looks[3]);
        await person.Page.TakeAsync("drawer", Pictures.Looks[2], Pictures.Looks[3]);
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task An_answer_while_it_comes_and_what_can_become_of_it()
    {
        var person = await system.NewPersonAsync();
        var strangers = Strangers(person.Page);
        await person.BringAsync(
            ("Failed", [new Said("user", Said.Text("Why?")), new Said("assistant", Said.Thought("Let me *think*."), Said.Text("Half of an answer")) { State = "failed", Error = "The model was unloaded.", Usage = Said.Estimated }]),
            ("Interrupted", [new Said("user", Said.Text("Why?")), new Said("assistant", Said.Text("Half of it")) { State = "interrupted" }]));
        await person.OpenAsync("/");
        foreach (var (title, words) in new[] { ("Failed", "The model was unloaded."), ("Interrupted", "The answer was interrupted here.") })
        {
            await person.Page.GetByTitle(title, new() { Exact = true }).ClickAsync();
            await Expect(person.Answer).ToContainTextAsync(words);
            if (title == "Failed") await person.Answer.GetByTestId("message-reasoning-toggle").ClickAsync();
            if (title == "Failed") await person.Answer.GetByTestId("message-figures-button").ClickAsync();
            await CleanAsync(person.Page, title);
        }

        await person.Page.GetByTestId("message-user").HoverAsync();
        await person.Page.GetByTestId("message-edit-button").ClickAsync();
        await Expect(person.Page.GetByTestId("message-editor")).ToBeFocusedAsync();
        await CleanAsync(person.Page, "the editor of a message");

        await person.OpenAsync("/");
        await person.ChooseAsync("lmstudio:qwen/qwen3-4b");
        await person.SendAsync("What is the weather in San Francisco?");
        await Expect(person.Answer.GetByTestId("tool-approve-button")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await CleanAsync(person.Page, "a tool that asks");

        await person.OpenAsync("/");
        await person.SendAsync("Help me write an essay about Silicon Valley");
        await Expect(person.Answer.GetByTestId("message-content")).ToContainTextAsync("Silicon Valley", new() { Timeout = 60_000 });
        await CleanAsync(person.Page, "an answer that comes", Pictures.Looks[0]);
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task A_chat_that_somebody_shares()
    {
        var owner = await system.NewPersonAsync();
        await owner.BringAsync("Light");
        await owner.OpenAsync("/");
        await owner.Page.GetByTitle("Light", new() { Exact = true }).ClickAsync();
        await Expect(owner.Answer).ToContainTextAsync("scattered");
        await owner.Page.GetByTestId("visibility-selector").ClickAsync();
        await owner.Page.GetByTestId("visibility-selector-item-public").ClickAsync();
        await Expect(owner.Page.GetByTestId("visibility-selector")).ToContainTextAsync("Public");

        var reader = await system.NewPersonAsync();
        var strangers = Strangers(reader.Page);
        await reader.Page.GotoAsync(owner.Page.Url);
        await Expect(reader.Page.GetByTestId("shared-chat")).ToBeVisibleAsync();
        await CleanAsync(reader.Page, "a shared chat");
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Settings_and_accounts()
    {
        var person = await system.NewPersonAsync();
        var strangers = Strangers(person.Page);
        await person.Page.GotoAsync("/settings");
        await CleanAsync(person.Page, "settings of a guest");
        await person.Page.GotoAsync("/admin");
        await Expect(person.Page.GetByTestId("admin-refused")).ToBeVisibleAsync();
        await CleanAsync(person.Page, "accounts, refused");

        await person.Page.Context.ClearCookiesAsync();
        await person.Page.GotoAsync("/api/auth/guest?redirectUrl=/ping");
        var account = await system.MakeAsync("admin");
        try
        {
            foreach (var address in new[] { "/settings", "/admin", "/models" })
            {
                await person.Page.GotoAsync(address);
                // Until its hosts are there the page is a drawing that nobody is told of.
                if (address == "/models") await Expect(person.Page.GetByTestId("host-card").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
                await CleanAsync(person.Page, address, Pictures.Looks);
            }

            Assert.Empty(strangers);
        }
        finally
        {
            await system.TakeBackAsync(account);
        }
    }

    [Fact]
    public async Task The_list_of_models_and_the_dialogs_of_the_fleet()
    {
        var person = await system.NewPersonAsync();
        var page = person.Page;
        await page.GotoAsync("/api/auth/guest?redirectUrl=/ping");
        var account = await system.MakeAsync("admin");
        try
        {
            await person.OpenAsync("/");
            await person.OpenModelsAsync();
            await Expect(page.GetByTestId("model-detail")).ToBeVisibleAsync();
            await CleanAsync(page, "the list of models", Pictures.Looks);
            await page.Keyboard.TypeAsync("nothing like it");
            await Expect(page.GetByText("No model has that name.")).ToBeVisibleAsync();
            await CleanAsync(page, "no model found");

            await page.GotoAsync("/models");
            var card = page.GetByTestId("host-card").First;
            await page.EmptyMemoryAsync();
            await card.GetByTestId("model-load-button").First.ClickAsync();
            await Expect(page.GetByTestId("load-estimate")).ToContainTextAsync("It ");
            await CleanDialogAsync(page, "load-dialog");
            foreach (var (entry, dialog) in new[] { ("host-rename", "name-dialog"), ("host-download", "name-dialog"), ("host-remove", "confirm-dialog") })
            {
                await card.GetByTestId("host-menu-button").ClickAsync();
                if (entry == "host-rename") await CleanAsync(page, "the host's menu");
                await card.GetByTestId(entry).ClickAsync();
                await CleanDialogAsync(page, dialog);
            }

            await page.GetByTestId("host-add-button").ClickAsync();
            await CleanDialogAsync(page, "enrol-dialog");

            await card.GetByTestId("model-load-button").First.ClickAsync();
            await page.GetByTestId("load-confirm-button").ClickAsync();
            await Expect(page.GetByTestId("operation-row").First).ToHaveAttributeAsync("data-state", "succeeded", new() { Timeout = 60_000 });
            await page.GetByTestId("operation-why-button").First.ClickAsync();
            await page.GetByTestId("operation-why").GetByText("What it was decided by").First.ClickAsync();
            await CleanAsync(page, "why it was decided so");
            await page.EmptyMemoryAsync();
        }
        finally
        {
            await system.TakeBackAsync(account);
        }
    }

    private static async Task CleanDialogAsync(IPage page, string name)
    {
        await Expect(page.GetByTestId(name)).ToBeVisibleAsync();
        await CleanAsync(page, name);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId(name)).ToBeHiddenAsync();
    }

    /// <summary>What is asked for at any other origin, as it goes on.</summary>
    private List<string> Strangers(IPage page)
    {
        var own = new Uri(system.Address).Authority;
        var found = new List<string>();
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Authority != own) found.Add(request.Url);
        };
        return found;
    }

    // What is structure is the same in both themes, and what is colour at both widths, but on the pages that are more than one thing.
    private static async Task CleanAsync(IPage page, string what, params IReadOnlyList<(ColorScheme Scheme, int Width)> looks)
    {
        var found = new List<string>();
        foreach (var (scheme, width) in looks.Count > 0 ? looks : [Pictures.Looks[0], Pictures.Looks[3]])
        {
            await page.LookAsync(scheme, width);
            var result = await page.RunAxe(Rules);
            found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{what}, {scheme}, {width} wide: {violation.Id} at {node.Target}: {node.Html}")));
        }

        await page.LookAsync(ColorScheme.Light, 1280);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
