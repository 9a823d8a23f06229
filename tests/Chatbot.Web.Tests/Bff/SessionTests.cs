using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class SessionTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_page_without_session_goes_through_guest_sign_in_and_comes_back()
    {
        using var browser = web.Browser();
        using var page = await browser.GetAsync("/chat/0198c0de-0000-7000-8000-000000000000?query=a%20b", Token);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/api/auth/guest?redirectUrl=%2Fchat%2F0198c0de-0000-7000-8000-000000000000%3Fquery%3Da%2520b&probe=1", page.Headers.Location!.OriginalString);

        using var guest = await browser.GetAsync(page.Headers.Location, Token);
        Assert.Equal("/chat/0198c0de-0000-7000-8000-000000000000?query=a%20b", guest.Headers.Location!.OriginalString);
        using var front = await browser.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, front.StatusCode);
    }

    [Theory]
    [InlineData("text/html", "<h1>This site needs cookies</h1>")]
    [InlineData("*/*", "bad_request:auth")]
    public async Task A_client_that_keeps_no_cookies_is_told_so_and_gets_no_account(string accept, string expected)
    {
        using var client = web.CreateClient(new() { AllowAutoRedirect = true, HandleCookies = false });
        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var response = await client.GetAsync("/chat/0198c0de-0000-7000-8000-000000000000", Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, web.Fakes.Auth.GuestsMade);
    }

    [Fact]
    public async Task Guest_sign_in_called_by_itself_asks_for_no_cookie()
    {
        using var client = web.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        using var response = await client.GetAsync("/api/auth/guest?redirectUrl=/chat/1", Token);
        Assert.Equal("/chat/1", response.Headers.Location!.OriginalString);
        Assert.Equal(1, web.Fakes.Auth.GuestsMade);
    }

    [Theory]
    [InlineData("GET", "/api/history")]
    [InlineData("POST", "/api/chat")]
    [InlineData("GET", "/api/models")]
    [InlineData("GET", "/api/auth/session")]
    public async Task An_api_call_without_session_is_401_with_a_body(string method, string path)
    {
        using var browser = web.Browser();
        using var response = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("unauthorized:auth", body.GetProperty("code").GetString());
        Assert.False(response.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/api/auth/guest?redirectUrl=/")]
    [InlineData("/\t/evil.example")]
    [InlineData("")]
    public async Task Guest_sign_in_leads_nowhere_else(string redirectUrl)
    {
        using var browser = web.Browser();
        using var response = await browser.GetAsync($"/api/auth/guest?redirectUrl={Uri.EscapeDataString(redirectUrl)}", Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Guest_sign_in_may_lead_to_an_address_of_the_own_origin()
    {
        using var browser = web.Browser();
        using var response = await browser.GetAsync("/api/auth/guest?redirectUrl=http%3A%2F%2Flocalhost%2Fchat%2F1", Token);
        Assert.Equal("/chat/1", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_session_that_is_good_is_never_replaced()
    {
        using var browser = await web.GuestAsync();
        using var again = await browser.GetAsync("/api/auth/guest?redirectUrl=/chat/1", Token);
        Assert.Equal("/chat/1", again.Headers.Location!.OriginalString);
        Assert.False(again.Headers.Contains("Set-Cookie"));
        Assert.Equal(1, web.Fakes.Auth.GuestsMade);
    }

    [Fact]
    public async Task A_session_is_kept_while_auth_does_not_answer()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Auth.IsAway = true;
        using var again = await browser.GetAsync("/api/auth/guest?redirectUrl=/chat/1", Token);
        Assert.Equal("/chat/1", again.Headers.Location!.OriginalString);
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_401_and_then_a_new_guest()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Auth.Revoke();
        using var call = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        Assert.Contains(call.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("chatbot.session=;", StringComparison.Ordinal));

        using var page = await browser.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var guest = await browser.GetAsync(page.Headers.Location, Token);
        using var again = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Whose_account_has_no_session_any_more_signs_in_again_and_is_back_where_they_were()
    {
        using var browser = await web.SignedInAsync();
        web.Fakes.Auth.Revoke();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/guest?redirectUrl=/chat/1") { Headers = { Accept = { new("text/html") } } };
        using var ended = await browser.SendAsync(request, Token);
        var login = Forms.PathOf(ended)!;
        Assert.Equal("/login?redirectUrl=%2Fchat%2F1", login);
        Assert.Contains("Your session has ended.", await browser.GetStringAsync(login, Token), StringComparison.Ordinal);
        using var back = await browser.PostFormAsync(login, "login", ("Form.Email", "ada@example.com"), ("Form.Password", "correct horse"));
        Assert.Equal("/chat/1", Forms.PathOf(back));
    }

    [Fact]
    public async Task Whose_ended_session_a_call_of_the_api_meets_first_is_asked_to_sign_in_by_the_next_page_all_the_same()
    {
        using var browser = await web.SignedInAsync();
        web.Fakes.Auth.Revoke();
        using var call = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        Assert.False(call.Headers.Contains("Set-Cookie"));

        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await browser.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var ended = await browser.GetAsync("/api/auth/guest?redirectUrl=/chat/1", Token);
        Assert.Equal("/login?redirectUrl=%2Fchat%2F1", Forms.PathOf(ended));
        Assert.Equal(0, web.Fakes.Auth.GuestsMade);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Signing_in_again_leads_nowhere_else(string redirectUrl)
    {
        using var browser = web.Browser();
        using var back = await browser.PostFormAsync($"/login?redirectUrl={Uri.EscapeDataString(redirectUrl)}", "login", ("Form.Email", "ada@example.com"), ("Form.Password", "correct horse"));
        Assert.Equal("/", back.Headers.Location?.OriginalString is { } to && new Uri(new Uri("http://localhost/"), to) is { Host: "localhost" } uri ? uri.PathAndQuery : "elsewhere");
    }

    [Theory]
    [InlineData("http://localhost", false)]
    [InlineData("https://localhost", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_secure_over_https_only(string origin, bool secure)
    {
        using var browser = web.Browser(origin);
        using var response = await browser.GetAsync("/api/auth/guest?redirectUrl=/", Token);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("chatbot.session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_auth()
    {
        using var browser = await web.GuestAsync();
        using var response = await browser.PostAsync("/api/auth/signout", null, Token);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Single(web.Fakes.Auth.Ended);
        using var call = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    [Fact]
    public async Task Without_auth_a_page_says_so_honestly()
    {
        web.Fakes.Auth.IsAway = true;
        using var browser = web.Browser();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var response = await browser.GetAsync("/api/auth/guest?redirectUrl=/", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("does not answer", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_answer_comes_from_auth()
    {
        using var browser = await web.GuestAsync();
        var body = await browser.GetFromJsonAsync<JsonElement>("/api/auth/session", Token);
        Assert.Equal("guest", body.GetProperty("user").GetProperty("type").GetString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
