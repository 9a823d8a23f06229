using System.Net;
using Chatbot.Web.Security;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Chatbot.Web.Tests.Bff;

public sealed class SecurityTests(WebHost web) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.NoContent)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:3001", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.NoContent)]
    public async Task A_browser_changes_things_from_the_own_origin_only(string header, string value, HttpStatusCode expected)
    {
        using var browser = await web.GuestAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/signout");
        request.Headers.Add(header, value);
        using var response = await browser.SendAsync(request, Token);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("DELETE", "/api/history")]
    [InlineData("PATCH", "/api/vote")]
    [InlineData("POST", "/api/models/load")]
    [InlineData("POST", "/login")]
    public async Task Another_site_is_refused_on_every_route(string method, string path)
    {
        using var browser = await web.GuestAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await browser.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_open_the_pages_socket()
    {
        using var browser = await web.GuestAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor?id=1");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await browser.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_others_out()
    {
        using var browser = await web.GuestAsync();
        using var response = await browser.GetAsync("/", Token);
        var policy = response.Headers.GetValues("Content-Security-Policy").First();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_host_page_has_no_script_or_style_inside()
    {
        using var browser = await web.GuestAsync();
        var html = await browser.GetStringAsync("/", Token);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:3000", null, true)]
    [InlineData("::1", "[::1]:3000", null, true)]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("127.0.0.1", "rebound.example:3000", null, false)]
    [InlineData("127.0.0.1", "localhost.evil.example", null, false)]
    [InlineData("127.0.0.1", "192.168.1.5:3000", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    [InlineData("10.0.0.7", "localhost", null, false)]
    public void Loopback_means_this_machine_by_its_own_name_and_nobody_between(string address, string host, string? header, bool expected)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        context.Request.Host = new HostString(host);
        if (header is not null) context.Request.Headers[header] = "10.0.0.7";
        Assert.Equal(expected, RequestKinds.IsFromLoopback(context));
    }

    [Fact]
    public async Task An_unknown_page_says_so_without_a_session()
    {
        using var browser = web.Browser();
        using var response = await browser.GetAsync("/nothing/here", Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is nothing here", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_needs_no_session()
    {
        using var browser = web.Browser();
        Assert.Equal("pong", await browser.GetStringAsync("/ping", Token));
    }
}
