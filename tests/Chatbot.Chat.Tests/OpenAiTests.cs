using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

/// <summary><c>/v1</c>, in words of the protocol; the official client tries it over the whole system.</summary>
public sealed class OpenAiTests(ChatHost service)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_passed_on_as_the_model_gave_it()
    {
        var text = Talk.UniqueText("stream");
        service.Agent.On(text).Say("Hel", "lo").Usage(7, 2).End();
        using var answer = await AskAsync(TestUser.Regular(), text);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var events = await EventsAsync(answer);
        Assert.Equal("[DONE]", events[^1]);
        var deltas = events[..^1].Select(data => JsonDocument.Parse(data).RootElement).Where(chunk => chunk.GetProperty("choices").GetArrayLength() > 0)
            .Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta")).Where(delta => delta.TryGetProperty("content", out _));
        Assert.Equal(["Hel", "lo"], deltas.Select(delta => delta.GetProperty("content").GetString()));
        Assert.Equal($"{FakeAgent.Model}:1", service.Agent.ModelsAsked[text]);
    }

    [Fact]
    public async Task The_headers_leave_before_the_model_says_anything()
    {
        var text = Talk.UniqueText("slow");
        var script = service.Agent.On(text);
        using var answer = await AskAsync(TestUser.Regular(), text);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        script.Say("At last").End();
        Assert.Contains("At last", string.Concat(await EventsAsync(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_goes_cancels_the_model()
    {
        var text = Talk.UniqueText("gone");
        var script = service.Agent.On(text).Say("One");
        using (var answer = await AskAsync(TestUser.Regular(), text))
        await using (var body = await answer.Content.ReadAsStreamAsync(Cancel))
        {
            Assert.True(await body.ReadAsync(new byte[16], Cancel) > 0);
        }

        await script.Cancelled.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task What_the_host_refuses_is_an_error_in_the_stream_and_costs_no_message()
    {
        var person = TestUser.Regular() with { MessagesPerDay = 1 };
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var refused = await AskAsync(person, "Hello", $"lmstudio:{FakeAgent.RefusedModel}");
            var error = JsonDocument.Parse(Assert.Single(await EventsAsync(refused))).RootElement.GetProperty("error");
            Assert.Equal("There is not enough memory for this model.", error.GetProperty("message").GetString());
            Assert.Equal("server_error", error.GetProperty("type").GetString());
        }

        using var whole = await AskAsync(person, "Hello", $"lmstudio:{FakeAgent.RefusedModel}", stream: false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, whole.StatusCode);
        Assert.Equal("There is not enough memory for this model.", await MessageAsync(whole));
    }

    [Fact]
    public async Task The_limit_of_the_day_holds_here_too()
    {
        var person = TestUser.Regular() with { MessagesPerDay = 1 };
        var text = Talk.UniqueText("limit");
        service.Agent.On(text).Say("Yes").End();
        using (var first = await AskAsync(person, text)) await EventsAsync(first);

        using var second = await AskAsync(person, text);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.True(second.Headers.RetryAfter!.Delta > TimeSpan.FromHours(1));
        Assert.Equal("rate_limit_error", (await ErrorAsync(second)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_the_model_server_does_not_take_is_spent()
    {
        var person = TestUser.Regular() with { MessagesPerDay = 1 };
        var text = Talk.UniqueText("format");
        service.Agent.On(text).RefuseFormat();
        using var client = service.ClientFor(person);
        var body = new { model = Talk.Local, messages = new[] { new { role = "user", content = text } }, response_format = new { type = "x" } };
        using (var refused = await client.PostAsJsonAsync("/v1/chat/completions", body, Cancel))
        {
            Assert.False(refused.IsSuccessStatusCode);
            Assert.NotEmpty(await refused.Content.ReadAsStringAsync(Cancel));
        }

        using var second = await client.PostAsJsonAsync("/v1/chat/completions", body, Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Fact]
    public async Task More_than_2048_inputs_are_400()
    {
        using var client = service.ClientFor(TestUser.Regular());
        using var answer = await client.PostAsJsonAsync("/v1/embeddings", new { model = "x", input = Enumerable.Repeat("a", 2049) }, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "input"), (answer.StatusCode, (await ErrorAsync(answer)).GetProperty("param").GetString()));
        using var tokens = await client.PostAsJsonAsync("/v1/embeddings", new { model = "lmstudio:nobody/has-this", input = Enumerable.Repeat(1, 2049) }, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, tokens.StatusCode);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("{\"model\":", "body")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"chat-model"}""", "messages")]
    [InlineData("""{"model":"chat-model","messages":[]}""", "messages")]
    [InlineData("""{"model":"chat-model","messages":[{"role":"user","content":"x"}],"stream":"yes"}""", "stream")]
    [InlineData("""{"model":"chat-model","model":"other","messages":[{"role":"user","content":"x"}]}""", "body")]
    [InlineData("""{"model":"\ud800","messages":[{"role":"user","content":"x"}]}""", "body")]
    [InlineData("""{"model":"chat-model","messages":[{"role":"user","content":"x\ud800"}]}""", "body")]
    [InlineData("""{"model":"chat-model","messages":[{"role":"user","content":"x","\udc00":1}]}""", "body")]
    [InlineData("""{"model":"chat-model","\udc00":1,"messages":[{"role":"user","content":"x"}]}""", "body")]
    public async Task What_can_not_be_asked_is_400_and_names_the_field(string body, string param)
    {
        using var client = service.ClientFor(TestUser.Regular());
        using var answer = await client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = await ErrorAsync(answer);
        Assert.Equal(("invalid_request_error", param), (error.GetProperty("type").GetString(), error.GetProperty("param").GetString()));
    }

    [Fact]
    public async Task Unknown_models_are_404_and_those_of_others_403()
    {
        using var unknown = await AskAsync(TestUser.Regular(), "Hello", "lmstudio:nobody/has-this");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var forbidden = await AskAsync(TestUser.Regular() with { Models = ["something-else"] }, "Hello");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("permission_error", (await ErrorAsync(forbidden)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_token_that_is_not_for_this_api_is_refused_in_its_shape()
    {
        using var client = service.CreateClient();
        using var nobody = await client.GetAsync(new Uri("/v1/models", UriKind.Relative), Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_error"), (nobody.StatusCode, (await ErrorAsync(nobody)).GetProperty("type").GetString()));

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(TestUser.Regular(), Audiences.Chat, Scopes.Person));
        using var other = await client.GetAsync(new Uri("/v1/models", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(TestUser.Regular(), Audiences.Chat, Scopes.OpenAi));
        using var here = await client.GetAsync(new Uri("/v1/models", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        using var elsewhere = await client.GetAsync(new Uri("/api/history", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
    }

    [Fact]
    public async Task The_models_are_those_that_the_caller_may_use()
    {
        using var client = service.ClientFor(TestUser.Regular());
        var all = await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel);
        Assert.Equal("list", all.GetProperty("object").GetString());
        var ids = all.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!).ToList();
        Assert.Contains("chat-model", ids);
        Assert.Contains($"lmstudio:{FakeAgent.Model}", ids);
        Assert.DoesNotContain("gemini-2.5-pro", ids); // Its provider has no key here.

        var one = await client.GetFromJsonAsync<JsonElement>($"/v1/models/lmstudio:{FakeAgent.Model}", Cancel);
        Assert.Equal(("model", "lmstudio"), (one.GetProperty("object").GetString(), one.GetProperty("owned_by").GetString()));
        var escaped = await client.GetFromJsonAsync<JsonElement>($"/v1/models/{Uri.EscapeDataString($"lmstudio:{FakeAgent.Model}")}", Cancel);
        Assert.Equal(one.GetProperty("id").GetString(), escaped.GetProperty("id").GetString());
        using var none = await client.GetAsync(new Uri("/v1/models/no/such", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        using var few = service.ClientFor(TestUser.Regular() with { Models = ["chat-model"] });
        Assert.Equal("chat-model", Assert.Single((await few.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    private Task<HttpResponseMessage> AskAsync(TestUser user, string text, string model = Talk.Local, bool stream = true) => service.ClientFor(user).SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(new { model, stream, messages = new[] { new { role = "user", content = text } } }) },
        HttpCompletionOption.ResponseHeadersRead,
        Cancel);

    private static async Task<List<string>> EventsAsync(HttpResponseMessage answer) =>
        [.. (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])];

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");

    private static async Task<string?> MessageAsync(HttpResponseMessage answer) => (await ErrorAsync(answer)).GetProperty("message").GetString();
}
