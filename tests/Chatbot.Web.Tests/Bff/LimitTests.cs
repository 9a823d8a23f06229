using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Web.Components;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Bff;

/// <summary>What somebody whom nobody knows may ask of the web, by the address that the request really comes from.</summary>
public sealed class LimitTests : IClassFixture<WebHost>, IAsyncLifetime
{
    private const string Here = "198.51.100.1";
    private readonly WebHost _services;
    private readonly WebApplicationFactory<App> _web;

    public LimitTests(WebHost services)
    {
        _services = services;
        _web = services.WithWebHostBuilder(builder =>
        {
            foreach (var limit in new[] { "SignInsPerMinute", "GuestsPerHour", "TokensPerMinute", "EnrolmentsPerMinute", "KeysPerMinute" }) builder.UseSetting($"Limits:{limit}", "2");
            builder.ConfigureTestServices(services => services.AddTransient<IStartupFilter, ComesFrom>());
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _services.RenewAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_third_guest_of_an_address_waits_whatever_it_says_and_another_address_does_not()
    {
        Assert.Equal([302, 302, 429, 302], await GuestsAsync(Here, Here, Here, "198.51.100.2"));
        Assert.Equal(429, await GuestAsync(Here, says: "203.0.113.9"));
    }

    [Fact]
    public async Task Who_opens_a_page_as_one_guest_too_many_is_told_how_long_to_wait_and_where_to_sign_in()
    {
        await GuestsAsync(Here, Here);
        using var browser = Browser(Here);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var refused = await browser.GetAsync("/api/auth/guest?redirectUrl=%2Fchat%2F1%3Fa%3Db", Token);
        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        var html = await refused.TextAsync();
        Assert.Contains($"Too many new guests come from your network. Please try again in {Math.Ceiling(wait.TotalMinutes)} minutes, or sign in", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/chat/1?a=b\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("does not answer", html, StringComparison.Ordinal);

        const string SignIn = "/login?redirectUrl=%2Fchat%2F1%3Fa%3Db&newcomer=1";
        Assert.Contains($"href=\"{SignIn}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Your session has ended.", await browser.GetStringAsync(SignIn, Token), StringComparison.Ordinal);
        using var back = await browser.PostFormAsync(SignIn, "login", ("Form.Email", "ada@example.com"), ("Form.Password", "correct horse"));
        Assert.Equal("/chat/1?a=b", Forms.PathOf(back));
    }

    [Fact]
    public async Task Addresses_of_one_IPv6_subnet_are_one() =>
        Assert.Equal([302, 302, 429, 302], await GuestsAsync("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"));

    [Fact]
    public async Task Who_tries_passwords_is_told_to_wait_before_auth_is_asked()
    {
        using var browser = Browser(Here);
        for (var attempt = 0; attempt < 2; attempt++) using (await AccountTests.PostAsync(browser, "login", "ada@example.com", "wrong one")) { }
        using var answer = await AccountTests.PostAsync(browser, "login", "ada@example.com", "correct horse");

        Assert.Contains("Too many attempts.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/connect/token", "auth")]
    [InlineData("/agents/enrol", "hosts")]
    public async Task Who_asks_too_often_is_told_when_to_come_back(string path, string surface)
    {
        List<HttpResponseMessage> answers = [];
        for (var attempt = 0; attempt < 3; attempt++) answers.Add(await PostAsync(path, Here));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Select(answer => answer.StatusCode));
        Assert.InRange(answers[2].Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal($"rate_limit:{surface}", (await answers[2].Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(path, "198.51.100.2")).StatusCode);
    }

    [Fact]
    public async Task Who_tries_keys_is_told_when_to_come_back_and_a_right_key_is_let_in()
    {
        using var browser = Browser(Here);
        List<HttpResponseMessage> answers = [];
        foreach (var attempt in Enumerable.Range(0, 3)) answers.Add(await WithKeyAsync(browser, $"sk-chatbot-wrong-{attempt}"));

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Select(answer => answer.StatusCode));
        Assert.InRange(answers[2].Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await WithKeyAsync(browser, _services.Fakes.Auth.MakeKey())).StatusCode);
    }

    [Fact]
    public async Task An_account_is_counted_from_wherever_it_is_used()
    {
        for (var address = 1; address <= 20; address++) Assert.Equal(HttpStatusCode.OK, (await PostAsync("/connect/token", $"192.0.2.{address}")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync("/connect/token", "192.0.2.21")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/connect/token", "192.0.2.21", "agent:laptop")).StatusCode);
    }

    [Fact]
    public async Task Who_sits_at_the_machine_itself_is_not_counted()
    {
        Assert.Equal([302, 302, 302], await GuestsAsync("127.0.0.1", "127.0.0.1", "::1"));
        // Somebody in between forwards for others.
        for (var attempt = 0; attempt < 2; attempt++) Assert.Equal(302, await GuestAsync("127.0.0.1", says: "x"));
        Assert.Equal(429, await GuestAsync("127.0.0.1", says: "x"));
    }

    private async Task<List<int>> GuestsAsync(params string[] from)
    {
        List<int> answers = [];
        foreach (var address in from) answers.Add(await GuestAsync(address));
        return answers;
    }

    private async Task<int> GuestAsync(string from, string? says = null)
    {
        using var browser = Browser(from);
        if (says is not null) browser.DefaultRequestHeaders.Add("X-Forwarded-For", says);
        using var response = await browser.GetAsync("/api/auth/guest?redirectUrl=/ping", Token);
        return (int)response.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string from, string client = "agent:studio")
    {
        using var agent = Browser(from);
        return await agent.PostAsync(path, new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", "x")]), Token);
    }

    private static Task<HttpResponseMessage> WithKeyAsync(HttpClient browser, string key)
    {
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return browser.GetAsync("/api/history", Token);
    }

    private HttpClient Browser(string from)
    {
        var browser = _web.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(ComesFrom.Header, from);
        return browser;
    }
}
