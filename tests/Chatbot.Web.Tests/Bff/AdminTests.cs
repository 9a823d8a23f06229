using System.Net;
using Chatbot.Auth.Contracts;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class AdminTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_may_not_manage_people_is_told_so()
    {
        web.Fakes.Auth.AddUser("secret@example.com", UserTypes.Regular);
        using var browser = await web.SignedInAsync();
        using var response = await browser.GetAsync("/admin", Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var html = await response.TextAsync();
        Assert.Contains("Your account does not have access to this page.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@example.com", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_listed_and_found()
    {
        using var browser = await AdminAsync();
        web.Fakes.Auth.AddUser("ada@example.com", UserTypes.Admin);
        web.Fakes.Auth.AddUser("grace@example.com", UserTypes.Regular);
        web.Fakes.Auth.AddUser(null, UserTypes.Guest);
        var all = await browser.GetStringAsync("/admin", Token);
        Assert.Contains("grace@example.com", all, StringComparison.Ordinal);
        Assert.Contains("user-demote", all, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>Guest</strong>", all, StringComparison.Ordinal);

        Assert.DoesNotContain("grace@example.com", await browser.GetStringAsync("/admin?q=nobody", Token), StringComparison.Ordinal);
        Assert.Contains("<strong>Guest</strong>", await browser.GetStringAsync("/admin?guests=true", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin", UserTypes.Admin, false)]
    [InlineData("disable", UserTypes.Regular, true)]
    public async Task A_button_changes_the_row_that_it_is_in_and_leads_back_to_the_list(string word, string type, bool disabled)
    {
        using var browser = await AdminAsync();
        var grace = web.Fakes.Auth.AddUser("grace@example.com", UserTypes.Regular);
        using var response = await browser.PostFormAsync("/admin?q=grace", "change-user", ("Change.Value", $"{word}:{grace.Id}"));
        Assert.Equal("/admin?q=grace", Forms.PathOf(response));
        Assert.Equal((type, disabled), (web.Fakes.Auth.Users[grace.Id].Type, web.Fakes.Auth.Users[grace.Id].Disabled));
    }

    [Theory]
    [InlineData("own:0198c0de-0000-7000-8000-000000000000")]
    [InlineData("admin:nobody")]
    [InlineData("")]
    public async Task What_no_button_says_changes_nothing(string value)
    {
        using var browser = await AdminAsync();
        web.Fakes.Auth.AddUser("grace@example.com", UserTypes.Regular);
        using var response = await browser.PostFormAsync("/admin", "change-user", ("Change.Value", value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(web.Fakes.Auth.Patches);
    }

    [Theory]
    [InlineData("/admin?before=x")]
    [InlineData("/admin?guests=perhaps")]
    public async Task A_mistyped_address_is_the_list(string address)
    {
        using var browser = await AdminAsync();
        using var response = await browser.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_loses_what_the_web_still_had_for_it()
    {
        using var other = await web.SignedInAsync();
        using var first = await other.GetAsync("/api/auth/session", Token);
        var exchanges = web.Fakes.Auth.Exchanges;
        using var browser = await AdminAsync();
        var grace = web.Fakes.Auth.AddUser("grace@example.com", UserTypes.Regular);
        using var response = await browser.PostFormAsync("/admin", "change-user", ("Change.Value", $"disable:{grace.Id}"));
        using var again = await other.GetAsync("/api/auth/session", Token);

        // The admin's own token, and then one more for whoever was there before.
        Assert.Equal(exchanges + 2, web.Fakes.Auth.Exchanges);
    }

    private async Task<HttpClient> AdminAsync()
    {
        web.Fakes.Auth.Permissions = [Permissions.UsersManage];
        return await web.SignedInAsync();
    }
}
