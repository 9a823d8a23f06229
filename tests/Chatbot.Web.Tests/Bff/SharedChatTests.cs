using System.Net;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

public sealed class SharedChatTests(WebHost web) : IClassFixture<WebHost>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.RenewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Somebody_elses_public_chat_is_whole_in_the_page_and_needs_no_connection()
    {
        var chat = Foreign("public");
        using var browser = await web.GuestAsync();
        using var response = await browser.GetAsync($"/chat/{chat.Id}", Token);
        var html = await response.TextAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The sky · Chatbot</title>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>blue</strong>", html, StringComparison.Ordinal);
        Assert.Contains(">Why is <b>it</b> so?</div>", html, StringComparison.Ordinal);
        Assert.Contains("I think of it", html, StringComparison.Ordinal);
        Assert.Contains("src=\"/api/files/sky.png\"", html, StringComparison.Ordinal);
        Assert.Contains("Used the tool getWeather", html, StringComparison.Ordinal);
        Assert.Contains("San Francisco", html, StringComparison.Ordinal);
        Assert.Contains("14 degrees", html, StringComparison.Ordinal);
        Assert.Contains("Start your own chat", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_in_it_is_text_and_what_is_from_elsewhere_is_not_loaded()
    {
        var chat = Foreign("public");
        using var browser = await web.GuestAsync();
        var html = await browser.GetStringAsync($"/chat/{chat.Id}", Token);
        Assert.DoesNotContain("<b>it</b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", html, StringComparison.Ordinal);
        Assert.DoesNotContain("signout", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_chat_and_none_at_all_are_the_same_page()
    {
        var chat = Foreign("private");
        using var browser = await web.GuestAsync();
        using var hidden = await browser.GetAsync($"/chat/{chat.Id}", Token);
        using var missing = await browser.GetAsync($"/chat/{Guid.CreateVersion7()}", Token);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        var html = await hidden.TextAsync();
        Assert.Contains("This chat cannot be shown", html, StringComparison.Ordinal);
        Assert.DoesNotContain("The sky", html, StringComparison.Ordinal);
        Assert.Equal(html.Length, (await missing.TextAsync()).Length);
    }

    [Fact]
    public async Task The_owners_page_is_the_chat_itself_and_so_it_is_with_the_chat_service_away()
    {
        var own = web.Fakes.Chat.Add("Mine", TimeProvider.System.GetUtcNow());
        using var browser = await web.GuestAsync();
        Assert.Contains("\"type\":\"server\"", await browser.GetStringAsync($"/chat/{own.Id}", Token), StringComparison.Ordinal);
        web.Fakes.Auth.IsAway = true;
        Assert.Contains("\"type\":\"server\"", await browser.GetStringAsync($"/chat/{own.Id}", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_service_that_says_nothing_does_not_keep_the_page_waiting()
    {
        using var browser = await web.GuestAsync();
        web.Fakes.Chat.Hold = new TaskCompletionSource();
        var since = TimeProvider.System.GetTimestamp();
        Assert.Contains("\"type\":\"server\"", await browser.GetStringAsync($"/chat/{Guid.CreateVersion7()}", Token), StringComparison.Ordinal);
        Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(10));
    }

    private FakeConversation Foreign(string visibility)
    {
        JsonElement[] parts =
        [
            JsonSerializer.SerializeToElement(new { type = "reasoning", text = "I think of it" }),
            JsonSerializer.SerializeToElement(new { type = "text", text = "It is **blue**." }),
            JsonSerializer.SerializeToElement(new { type = "file", url = "/api/files/sky.png", name = "sky.png", mediaType = "image/png" }),
            JsonSerializer.SerializeToElement(new { type = "file", url = "https://elsewhere.example/x.png", name = "x.png", mediaType = "image/png" }),
            JsonSerializer.SerializeToElement(new { type = "file", url = "/api/files/../auth/signout", name = "y.png", mediaType = "image/png" }),
            JsonSerializer.SerializeToElement(new { type = "tool-getWeather", toolCallId = "c", state = "output-available", input = new { city = "San Francisco" }, output = new { told = "14 degrees" } }),
        ];
        var answer = Guid.CreateVersion7();
        var chat = web.Fakes.Chat.Add(
            "The sky",
            TimeProvider.System.GetUtcNow(),
            Scripts.Message(Guid.CreateVersion7(), "user", "Why is <b>it</b> so?"),
            new ChatMessageDetail(answer, null, "assistant", parts, "complete", null, null, TimeProvider.System.GetUtcNow(), [answer]));
        chat.Owner = Guid.CreateVersion7();
        chat.Visibility = visibility;
        return chat;
    }
}
