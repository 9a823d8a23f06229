using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Testing;
using Chatbot.Web.Sessions;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Bff;

public sealed class ApiKeyTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_key_is_traded_for_its_owners_token_once()
    {
        using var client = With(web.Fakes.Auth.MakeKey());
        foreach (var _ in Enumerable.Range(0, 5))
        {
            using var answer = await client.GetAsync("/api/history", Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.StartsWith("Bearer person-", web.Fakes.Chat.LastHeaders!.Authorization.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, web.Fakes.Auth.Exchanges);
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/nowhere/at/all")]
    public async Task A_wrong_key_is_told_in_the_shape_of_the_OpenAI_API(string path)
    {
        using var client = With("sk-chatbot-wrong");
        using var answer = await client.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error");
        Assert.Equal("authentication_error", error.GetProperty("type").GetString());
        Assert.Contains("API key", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_and_without_a_session_it_is_401_and_no_redirect()
    {
        using var client = web.Browser();
        using var answer = await client.GetAsync("/v1/models", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_key_counts_alone_whatever_session_comes_with_it()
    {
        using var browser = await web.GuestAsync();
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-chatbot-wrong");
        using var answer = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        browser.DefaultRequestHeaders.Authorization = null;
        using var after = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode); // The session is not ended by it.
    }

    [Fact]
    public async Task A_revoked_key_is_worth_nothing_from_then_on()
    {
        var (revoked, kept) = (web.Fakes.Auth.MakeKey(), web.Fakes.Auth.MakeKey());
        using var client = With(revoked);
        using var other = With(kept);
        using (var before = await client.GetAsync("/api/history", Token)) Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using var browser = await web.GuestAsync();
        using (var gone = await browser.DeleteAsync($"/api/keys?id={revoked}", Token)) Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        using var after = await client.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var others = await other.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_whose_caller_has_gone_is_not_kept()
    {
        var tokens = web.Services.GetRequiredService<SessionTokens>();
        var before = web.Fakes.Auth.Exchanges;
        var wrong = Credential.Key($"sk-chatbot-wrong-{Guid.CreateVersion7():n}");
        async Task<bool> IsExchangedAgainAsync()
        {
            await Assert.ThrowsAnyAsync<Exception>(() => tokens.GetAsync(wrong, new CancellationToken(canceled: true)));
            return web.Fakes.Auth.Exchanges > before + 1;
        }

        await Eventually.TrueAsync(IsExchangedAgainAsync, "the failed exchange is forgotten", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_page_is_not_open_to_a_key()
    {
        using var client = With(web.Fakes.Auth.MakeKey());
        using var answer = await client.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private HttpClient With(string key)
    {
        var client = web.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
