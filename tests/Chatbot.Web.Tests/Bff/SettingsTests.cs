using System.Net;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class SettingsTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_guest_is_told_that_registering_keeps_the_chats_and_has_neither_password_nor_keys()
    {
        using var browser = await web.GuestAsync();
        using var response = await browser.GetAsync("/settings", Token);
        var html = await response.TextAsync();
        Assert.Contains("You are a guest. Register, and your chats stay yours", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/register\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("settings-password", html, StringComparison.Ordinal);
        Assert.DoesNotContain("settings-keys", html, StringComparison.Ordinal);
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_address_type_and_limit()
    {
        using var browser = await web.SignedInAsync();
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/settings", Token));
        Assert.Contains("ada@example.com", html, StringComparison.Ordinal);
        Assert.Contains("<dd>20</dd>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/export\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theme", "themeChoice", "system", "light", "dark")]
    [InlineData("send", "send", "enter", "ctrl-enter")]
    [InlineData("motion", "motion", "system", "less")]
    public async Task What_a_browser_keeps_is_chosen_by_names_that_its_script_knows(string name, string kept, params string[] values)
    {
        using var browser = await web.GuestAsync();
        var html = await browser.GetStringAsync("/settings", Token);
        Assert.All(values, value => Assert.Contains($"name=\"{name}\" value=\"{value}\" data-kept=\"{kept}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_key_is_shown_once_and_never_again()
    {
        using var browser = await web.SignedInAsync();
        using var made = await browser.PostFormAsync("/settings", "create-key", ("NewKey.Name", "My laptop"), ("NewKey.V1", "true"), ("NewKey.Api", "true"));
        Assert.Contains(FakeAuth.NewKey, await made.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(["v1", "api"], Assert.Single(web.Fakes.Auth.OwnKeys.Values).Scopes);

        var later = await browser.GetStringAsync("/settings", Token);
        Assert.DoesNotContain(FakeAuth.NewKey, later, StringComparison.Ordinal);
        Assert.Contains("My laptop", later, StringComparison.Ordinal);
        Assert.Contains("never used", later, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("  ", "true")]
    [InlineData("My laptop", "false")]
    [InlineData("two\nlines", "true")]
    public async Task What_makes_no_key_is_told_in_the_form(string name, string v1)
    {
        using var browser = await web.SignedInAsync();
        using var refused = await browser.PostFormAsync("/settings", "create-key", ("NewKey.Name", name), ("NewKey.V1", v1));
        Assert.Contains("choose at least one thing that the key is good for", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(web.Fakes.Auth.OwnKeys);
    }

    [Fact]
    public async Task What_a_form_says_takes_the_focus_and_what_was_typed_stays()
    {
        using var browser = await web.SignedInAsync();
        using var refused = await browser.PostFormAsync("/settings", "create-key", ("NewKey.Name", "My laptop"), ("NewKey.V1", "false"), ("NewKey.Api", "false"));
        var html = await refused.TextAsync();
        Assert.Contains("class=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus", html, StringComparison.Ordinal);
        Assert.Contains("value=\"My laptop\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", html, StringComparison.Ordinal);

        using var made = await browser.PostFormAsync("/settings", "create-key", ("NewKey.Name", "My laptop"), ("NewKey.V1", "true"));
        html = await made.TextAsync();
        Assert.Contains("class=\"made\" role=\"status\" tabindex=\"-1\" autofocus", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"My laptop\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_told_as_copied_from_the_start()
    {
        using var browser = await web.GuestAsync();
        Assert.DoesNotContain("data-copied", await browser.GetStringAsync("/settings", Token), StringComparison.Ordinal);
        Assert.DoesNotContain("data-copied", await browser.GetStringAsync("/", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_leaves_the_list()
    {
        using var browser = await web.SignedInAsync();
        using var made = await browser.PostFormAsync("/settings", "create-key", ("NewKey.Name", "Old"), ("NewKey.V1", "true"));
        var id = Assert.Single(web.Fakes.Auth.OwnKeys).Key;
        using var revoked = await browser.PostFormAsync("/settings", "revoke-key", ("Revoked.Id", id.ToString()));
        Assert.Equal("/settings", Forms.PathOf(revoked));
        Assert.Empty(web.Fakes.Auth.OwnKeys);
        Assert.Contains("Key revoked.", await browser.GetStringAsync("/settings", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_change_of_password_this_browser_goes_on_and_the_other_does_not()
    {
        using var browser = await web.SignedInAsync();
        using var elsewhere = await web.SignedInAsync();
        using var before = await elsewhere.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var changed = await browser.PostFormAsync("/settings", "password", ("Form.Current", "correct horse"), ("Form.New", "a better one"));
        Assert.Equal("/settings", Forms.PathOf(changed));
        Assert.Contains("Password changed.", await browser.GetStringAsync("/settings", Token), StringComparison.Ordinal);
        Assert.Contains("ada@example.com", await browser.GetStringAsync("/api/auth/session", Token), StringComparison.Ordinal);
        using var refused = await elsewhere.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("not it", "a better one", "The current password is not right.")]
    [InlineData("correct horse", "short", "a new one of 6 to 128 characters")]
    [InlineData("", "a better one", "Give the current password")]
    public async Task What_changes_no_password_is_told_and_no_password_comes_back(string current, string next, string told)
    {
        using var browser = await web.SignedInAsync();
        using var refused = await browser.PostFormAsync("/settings", "password", ("Form.Current", current), ("Form.New", next));
        var html = await refused.TextAsync();
        Assert.Contains(told, html, StringComparison.Ordinal);
        if (current.Length > 0) Assert.DoesNotContain($"\"{current}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{next}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_antiforgery_token_no_form_is_taken()
    {
        using var browser = await web.SignedInAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "create-key", ["NewKey.Name"] = "x", ["NewKey.V1"] = "true" });
        using var response = await browser.PostAsync("/settings", form, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(web.Fakes.Auth.OwnKeys);
    }

    [Fact]
    public async Task With_auth_away_the_page_says_so()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Auth.IsAway = true;
        using var response = await browser.GetAsync("/settings", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("does not answer right now", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_goes_through_sign_in_again()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Auth.Revoke();
        using var response = await browser.GetAsync("/settings", Token);
        Assert.Equal("/api/auth/guest?redirectUrl=%2Fsettings", Forms.PathOf(response));
    }
}
