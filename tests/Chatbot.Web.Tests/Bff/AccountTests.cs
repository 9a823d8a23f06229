using System.Net;
using System.Text.RegularExpressions;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed partial class AccountTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_pages_have_the_names_of_the_contract()
    {
        using var browser = web.Browser();
        var login = WebUtility.HtmlDecode(await browser.GetStringAsync("/login", Token));
        foreach (var text in new[] { "Email Address", "user@acme.com", "Password", "Sign In", "Sign up", "Don't have an account?" }) Assert.Contains(text, login, StringComparison.Ordinal);
        var register = WebUtility.HtmlDecode(await browser.GetStringAsync("/register", Token));
        foreach (var text in new[] { "Email Address", "user@acme.com", "Password", "Sign Up", "Sign in", "Already have an account?" }) Assert.Contains(text, register, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_starts_a_session_and_leads_to_the_front_page()
    {
        using var browser = web.Browser();
        using var response = await PostAsync(browser, "login", "ada@example.com", "correct horse");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", Path(response));
        Assert.Contains("ada@example.com", await browser.GetStringAsync("/api/auth/session", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_registers_is_told_how_long_a_password_is()
    {
        using var browser = web.Browser();
        Assert.Contains("6 to 128 characters.", await browser.GetStringAsync("/register", Token), StringComparison.Ordinal);
        Assert.DoesNotContain("6 to 128 characters.", await browser.GetStringAsync("/login", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login", "ada@example.com", "wrong one", "Invalid credentials!")]
    [InlineData("login", "not an address", "correct horse", "Failed validating your submission!")]
    [InlineData("register", "new@example.com", "brief", "Failed validating your submission!")]
    [InlineData("register", FakeAuth.TakenEmail, "long enough", "Account already exists!")]
    public async Task What_went_wrong_is_told_in_a_toast(string page, string email, string password, string toast)
    {
        using var browser = web.Browser();
        using var response = await PostAsync(browser, page, email, password);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
        Assert.Contains("data-testid=\"toast\"", html, StringComparison.Ordinal);
        Assert.Contains(toast, html, StringComparison.Ordinal);
        Assert.DoesNotContain(password, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_who_registers_brings_the_session_along()
    {
        using var browser = await web.GuestAsync();
        using var response = await PostAsync(browser, "register", "ada@example.com", "long enough");
        Assert.Equal("/", Path(response));
        Assert.NotNull(web.Fakes.Auth.LastRegistration!.GuestHandle);
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("chatbot.notice=account-created", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_set_up_code_is_asked_for_when_auth_wants_it()
    {
        web.Fakes.Auth.NeedsSetupCode = true;
        using var browser = web.Browser();
        Assert.DoesNotContain("Set-up code", await browser.GetStringAsync("/register", Token), StringComparison.Ordinal);
        using var asked = await PostAsync(browser, "register", "ada@example.com", "long enough");
        Assert.Contains("Set-up code", await asked.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var given = await PostAsync(browser, "register", "ada@example.com", "long enough", FakeAuth.SetupCode);
        Assert.Equal("/", Path(given));
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/register")]
    public async Task Somebody_signed_in_is_led_to_the_front_page(string page)
    {
        using var browser = web.Browser();
        using var signedIn = await PostAsync(browser, "login", "ada@example.com", "correct horse");
        using var response = await browser.GetAsync(page, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", Path(response));
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var browser = web.Browser();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "login", ["Form.Email"] = "ada@example.com", ["Form.Password"] = "correct horse" });
        using var response = await browser.PostAsync("/login", form, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    internal static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string email, string password, string? setupCode = null)
    {
        var html = await browser.GetStringAsync($"/{page}", Token);
        var fields = new Dictionary<string, string>
        {
            ["_handler"] = page,
            ["__RequestVerificationToken"] = AntiforgeryToken().Match(html).Groups[1].Value,
            ["Form.Email"] = email,
            ["Form.Password"] = password,
        };
        if (setupCode is not null) fields["Form.SetupCode"] = setupCode;
        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync($"/{page}", form, Token);
    }

    private static string Path(HttpResponseMessage response) => new Uri(new Uri("http://localhost/"), response.Headers.Location!).PathAndQuery;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
