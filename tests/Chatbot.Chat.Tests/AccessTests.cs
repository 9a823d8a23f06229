using System.Net;
using System.Net.Http.Json;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class AccessTests(ChatHost host)
{
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

        using var response = await client.GetAsync(new Uri("/api/history", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized:history"), await CodeOfAsync(response));
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
