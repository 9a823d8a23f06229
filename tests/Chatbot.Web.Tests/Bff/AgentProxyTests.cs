using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class AgentProxyTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_agent_reaches_the_catalog_with_its_own_token_and_without_a_session_or_cookies()
    {
        using var agent = web.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/agents/studio/connection") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer of-the-agent");
        request.Headers.TryAddWithoutValidation("Cookie", "chat-model=x");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        using var response = await agent.SendAsync(request, Token);

        Assert.Equal("/agents/studio/connection", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("Bearer of-the-agent", web.Fakes.Catalog.AgentHeaders!.Authorization.ToString());
        Assert.DoesNotContain("Cookie", web.Fakes.Catalog.AgentHeaders!.Keys);
        Assert.DoesNotContain("203.0.113.9", web.Fakes.Catalog.AgentHeaders!["X-Forwarded-For"].ToString(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_browsers_session_is_not_passed_to_the_agents_routes()
    {
        using var browser = await web.GuestAsync();
        using var response = await browser.PostAsJsonAsync("/agents/enrol", new { }, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("Authorization", web.Fakes.Catalog.AgentHeaders!.Keys);
    }

    [Fact]
    public async Task A_client_gets_its_token_by_its_secret()
    {
        using var agent = web.Browser();
        using var response = await agent.PostAsync(
            "/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "agent:studio"), new("client_secret", "x"), new("scope", "catalog.agent")]), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("service", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("access_token").GetString());
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/jwks")]
    public async Task An_agent_finds_the_keys_of_the_chats_tokens_without_a_session(string path)
    {
        using var agent = web.Browser();
        using var response = await agent.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.EndsWith(path, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_else_of_what_auth_tells_is_passed_on()
    {
        using var agent = web.Browser();
        using var response = await agent.GetAsync("/.well-known/else", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("grant_type=urn:chatbot:session&session=x")]
    [InlineData("grant_type=client_credentials&grant_type=urn:chatbot:session")]
    [InlineData("grant_type=client_credentials&client_id=web&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=agent:studio&client_id=web")]
    [InlineData("grant_type=client_credentials&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=agent:studio&scope=a&scope=b")]
    [InlineData("session=x")]
    [InlineData("")]
    public async Task No_other_grant_passes(string form)
    {
        using var agent = web.Browser();
        using var response = await agent.PostAsync("/connect/token", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"), Token);

        await RefusedAsync(response);
        Assert.Equal(0, web.Fakes.Auth.Exchanges);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", true)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", false)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", false)]
    [InlineData("multipart/form-data; boundary=x", false)]
    public async Task A_form_is_read_here_as_auth_reads_it_or_not_at_all(string type, bool passes)
    {
        using var agent = web.Browser();
        using var content = new ByteArrayContent("grant_type=client_credentials&client_id=agent%3Astudio&client_secret=x"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await agent.PostAsync("/connect/token", content, Token);

        if (passes) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else await RefusedAsync(response);
    }

    [Fact]
    public async Task What_is_no_form_or_too_large_is_refused()
    {
        using var agent = web.Browser();
        using var json = await agent.PostAsJsonAsync("/connect/token", new { grant_type = "client_credentials" }, Token);
        using var large = await agent.PostAsync(
            "/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", new string('x', 9_000))]), Token);
        using var read = await agent.GetAsync("/connect/token", Token);

        await RefusedAsync(json);
        await RefusedAsync(large);
        await RefusedAsync(read);
    }

    [Fact]
    public async Task Another_sites_page_does_not_pass()
    {
        using var browser = web.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/agents/enrol") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        using var response = await browser.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task RefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("bad_request:auth", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }
}
