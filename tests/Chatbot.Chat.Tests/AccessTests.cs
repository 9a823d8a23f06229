using System.Net;
using System.Net.Http.Json;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class AccessTests(ChatHost host)
{
    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/chat/{id}" },
        { "GET", "/api/chat/{id}/stream" },
        { "POST", "/api/chat/{id}/stop" },
        { "PATCH", "/api/chat/{id}" },
        { "DELETE", "/api/chat?id={id}" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Another_persons_private_chat_is_refused_and_an_unknown_one_not_found(string method, string route)
    {
        var chat = await ChatAsync("private");
        var other = host.ClientFor(TestUser.Admin());

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden:chat"), await CallAsync(other, method, route, chat));
        Assert.Equal((HttpStatusCode.NotFound, "not_found:chat"), await CallAsync(other, method, route, Guid.CreateVersion7()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(host.CreateClient(), method, route, chat)).Status);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Another_persons_public_chat_may_be_read_and_nothing_else(string method, string route)
    {
        var chat = await ChatAsync("public");
        var expected = method == "GET" ? HttpStatusCode.OK : HttpStatusCode.Forbidden;

        Assert.Equal(expected, (await CallAsync(host.ClientFor(TestUser.Guest()), method, route, chat)).Status);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_malformed_id_is_a_400(string method, string route)
    {
        var client = host.ClientFor(TestUser.Regular());
        foreach (var id in new[] { "no-uuid", "%20", "0197", "{0197a0c2-0000-7000-8000-000000000000}" })
        {
            using var request = Request(method, route.Replace("{id}", id, StringComparison.Ordinal));
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_writes_into_another_persons_chat_not_even_a_public_one()
    {
        var chat = await ChatAsync("public");
        using var response = await new Talk(host.ClientFor(TestUser.Admin())) { Id = chat }.SayAsync("Mine now");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("forbidden:chat", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_another_service_opens_nothing()
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.For(TestUser.Admin(), Auth.Contracts.Audiences.Catalog));

        Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized:history"), await CallAsync(client, "GET", "/api/history", Guid.Empty));
    }

    [Fact]
    public async Task A_model_outside_the_entitlement_is_forbidden_and_one_that_nobody_has_is_not_found()
    {
        var client = host.ClientFor(TestUser.Guest() with { Models = ["lmstudio-chat", "chat-model"] });

        using var forbidden = await new Talk(host.ClientFor(TestUser.Guest() with { Models = ["chat-model"] })).SayAsync("Hi");
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden:models"), await CodeOfAsync(forbidden));
        foreach (var unknown in new[] { "gpt-99", "gemini-2.5-pro", "lmstudio:vendor/not-there", "lmstudio@nowhere:vendor/plain", "lmstudio:" })
        {
            using var response = await new Talk(client).SayAsync("Hi", model: unknown);
            Assert.Equal((HttpStatusCode.NotFound, "not_found:models"), await CodeOfAsync(response));
        }

        var text = Talk.UniqueText("Entitled");
        host.Agent.On(text).Say("Yes").End();
        using var allowed = await new Talk(client).SayAsync(text);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    private static HttpRequestMessage Request(string method, string url) =>
        new(new HttpMethod(method), url) { Content = method == "PATCH" ? JsonContent.Create(new { title = "New" }) : null };

    private static async Task<(HttpStatusCode Status, string? Code)> CallAsync(HttpClient client, string method, string route, Guid id)
    {
        using var request = Request(method, route.Replace("{id}", id.ToString(), StringComparison.Ordinal));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? (response.StatusCode, null) : await CodeOfAsync(response);
    }

    private static async Task<(HttpStatusCode, string?)> CodeOfAsync(HttpResponseMessage response) =>
        (response.StatusCode, (await response.Content.ReadFromJsonAsync<Refusal>(TestContext.Current.CancellationToken))!.Code);

    private async Task<Guid> ChatAsync(string visibility)
    {
        var text = Talk.UniqueText("Mine");
        host.Agent.On(text).Say("Yours").End();
        var talk = new Talk(host.ClientFor(TestUser.Regular()));
        using var response = await talk.SayAsync(text, visibility: visibility);
        await response.AllAsync();
        return talk.Id;
    }

    private sealed record Refusal(string Code);
}
