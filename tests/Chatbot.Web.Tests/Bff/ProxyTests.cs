using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Testing;
using Chatbot.Web.Clients;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class ProxyTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_service_gets_the_persons_token_and_no_cookie()
    {
        using var browser = await web.GuestAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/history");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic of-the-browser");
        using var response = await browser.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("Bearer person-", web.Fakes.Chat.LastHeaders!.Authorization.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", web.Fakes.Chat.LastHeaders!.Keys);
    }

    [Fact]
    public async Task Parallel_calls_of_a_session_share_one_exchange()
    {
        using var browser = await web.GuestAsync();
        var calls = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetAsync("/api/history", Token)));
        Assert.All(calls, call => Assert.Equal(HttpStatusCode.OK, call.StatusCode));
        Assert.Equal(1, web.Fakes.Auth.Exchanges);
    }

    [Fact]
    public async Task An_event_stream_passes_part_by_part()
    {
        web.Fakes.Chat.Gate = new TaskCompletionSource();
        using var browser = await web.GuestAsync();
        using var response = await SendAsync(browser, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("v1", response.Headers.GetValues("x-vercel-ai-ui-message-stream").Single());

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.Equal("id: 0", await reader.ReadLineAsync(Token)); // The first part is here while the second is held back.
        web.Fakes.Chat.Gate.SetResult();
        Assert.Contains("[DONE]", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_goes_cancels_the_request_behind()
    {
        web.Fakes.Chat.Gate = new TaskCompletionSource();
        using var browser = await web.GuestAsync();
        using (var response = await SendAsync(browser, Token))
        await using (var stream = await response.Content.ReadAsStreamAsync(Token))
        {
            Assert.True(await stream.ReadAsync(new byte[1], Token) > 0);
        }

        await Eventually.TrueAsync(() => web.Fakes.Chat.WasCancelled, "the service saw the reader go");
    }

    [Fact]
    public async Task An_error_of_a_service_passes_as_it_is()
    {
        web.Fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        using var browser = await web.GuestAsync();
        using var response = await SendAsync(browser, Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("rate_limit:chat", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Without_auth_a_call_is_503_and_the_session_stays()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Auth.IsAway = true;
        using var response = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        web.Fakes.Auth.IsAway = false;
        using var again = await browser.GetAsync("/api/history", Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task What_nobody_answers_is_404_in_the_one_shape()
    {
        using var browser = await web.GuestAsync();
        using var response = await browser.GetAsync("/api/nothing", Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found:api", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, CancellationToken cancellationToken)
    {
        var message = new NewMessage(Guid.CreateVersion7(), "user", [new NewPart("text", "Hello")]);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = JsonContent.Create(new ChatRequest(Guid.CreateVersion7(), message, "chat-model", "private"), options: ServiceJson.Options),
        };
        return await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
