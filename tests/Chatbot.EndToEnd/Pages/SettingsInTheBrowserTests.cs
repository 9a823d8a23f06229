using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>What a person keeps for oneself, and an admin for the others.</summary>
public class SettingsInTheBrowserTests(RunningSystem system)
{
    [Fact]
    public async Task A_key_is_made_used_and_revoked()
    {
        var person = await system.NewPersonAsync();
        var page = person.Page;
        await page.GotoAsync("/api/auth/guest?redirectUrl=/ping");
        var account = await system.MakeAsync("regular");
        await page.GotoAsync("/settings");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("My laptop");
        await page.GetByLabel("Everything under /api").CheckAsync();
        await page.GetByTestId("key-create").ClickAsync();
        var key = (await page.GetByTestId("key-secret").TextContentAsync())!;
        await page.TakeAsync("settings-key", Pictures.Looks);

        using var script = await system.NewScriptAsync();
        using var used = await script.WithKeyAsync(key, "/api/history");
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        await page.GotoAsync("/settings");
        await Expect(page.GetByTestId("key-row")).ToContainTextAsync("last used");
        await Expect(page.GetByTestId("key-secret")).ToHaveCountAsync(0);

        await page.GetByTestId("key-revoke").ClickAsync();
        await page.GetByTestId("key-revoke-confirm").ClickAsync();
        await Expect(page.GetByTestId("toast")).ToContainTextAsync("Key revoked.");
        await Expect(page.GetByTestId("key-row")).ToHaveCountAsync(0);
        using var refused = await script.WithKeyAsync(key, "/api/history");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await system.TakeBackAsync(account);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_browser_and_an_admin_disables_the_account()
    {
        var admin = await system.NewPersonAsync();
        await admin.Page.GotoAsync("/api/auth/guest?redirectUrl=/ping");
        var account = await system.MakeAsync("admin");
        try
        {
            var email = $"{Guid.CreateVersion7():n}@example.com";
            var person = await system.NewPersonAsync();
            await person.RegisterAsync(system.Address, email, "correct horse");
            var elsewhere = await system.NewPersonAsync();
            await SignInAsync(elsewhere.Page, email, "correct horse");
            await elsewhere.ReadyAsync();

            await person.Page.GotoAsync("/settings");
            await person.Page.GetByLabel("Current password").FillAsync("correct horse");
            await person.Page.GetByLabel("New password").FillAsync("a better one");
            await person.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
            await Expect(person.Page.GetByTestId("toast")).ToContainTextAsync("Password changed.");
            await Expect(person.Page.GetByTestId("settings-email")).ToHaveTextAsync(email);

            // With the cookie that it had all along.
            var refused = await elsewhere.Page.APIRequest.GetAsync($"{system.Address}/api/history");
            Assert.Equal((int)HttpStatusCode.Unauthorized, refused.Status);
            await elsewhere.Page.GotoAsync("/settings");
            await Expect(elsewhere.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your session has ended.");

            await admin.Page.GotoAsync("/admin");
            await admin.Page.GetByTestId("user-search").FillAsync(email);
            await admin.Page.Keyboard.PressAsync("Enter");
            await Expect(admin.Page.GetByTestId("user-row")).ToHaveCountAsync(1);
            await admin.Page.GetByTestId("user-disable").ClickAsync();
            await admin.Page.TakeAsync("admin", Pictures.Looks);
            await admin.Page.GetByTestId("user-disable-confirm").ClickAsync();
            await Expect(admin.Page.GetByTestId("user-row")).ToContainTextAsync("disabled");

            await person.Page.GotoAsync("/settings");
            await Expect(person.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your session has ended.");
            await SignInAsync(elsewhere.Page, email, "a better one");
            await Expect(elsewhere.Page.GetByTestId("toast")).ToContainTextAsync("Invalid credentials!");
            await admin.Page.GetByTestId("user-enable").ClickAsync();
            await Expect(admin.Page.GetByTestId("user-row")).Not.ToContainTextAsync("disabled");
            await SignInAsync(elsewhere.Page, email, "a better one");
            await elsewhere.ReadyAsync();
        }
        finally
        {
            await system.TakeBackAsync(account);
        }
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/login");
        await page.GetByLabel("Email Address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
    }
}
