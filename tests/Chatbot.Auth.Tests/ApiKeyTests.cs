using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chatbot.Auth.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chatbot.Auth.Tests;

public sealed class ApiKeyTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task A_key_is_shown_once_and_traded_for_its_owners_token()
    {
        var (owner, session) = await OwnerAsync();
        var made = await MakeAsync(session, """{"name":"My laptop"}""");
        var key = (string)made["key"]!;
        Assert.StartsWith((string)made["prefix"]!, key, StringComparison.Ordinal);

        var token = new JsonWebToken(await TradeAsync(key));
        Assert.Equal(owner.ToString(), token.Subject);
        Assert.Equal(Scopes.OpenAi, token.GetPayloadValue<string>("scope"));
        Assert.Equal((string)made["id"]!, token.GetPayloadValue<string>(ChatbotClaims.ApiKey));

        var listed = await _web.SendAsync(HttpMethod.Get, "/api/keys", session);
        var text = await listed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        var row = JsonNode.Parse(text)!["keys"]!.AsArray().Single()!;
        Assert.Equal("My laptop", (string)row["name"]!);
        Assert.NotNull((string?)row["lastUsedAt"]);
    }

    [Fact]
    public async Task A_key_for_the_api_has_the_scope_of_a_person_and_may_not_touch_keys()
    {
        var (_, session) = await OwnerAsync();
        var made = await MakeAsync(session, """{"name":"Script","scopes":["api","v1"]}""");
        var token = await TradeAsync((string)made["key"]!);

        Assert.Equal(HttpStatusCode.OK, (await _web.SendAsync(HttpMethod.Get, "/api/auth/session", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _web.SendAsync(HttpMethod.Get, "/api/keys", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _web.SendAsync(HttpMethod.Delete, $"/api/keys?id={(string)made["id"]!}", token)).StatusCode);
    }

    [Fact]
    public async Task A_key_for_v1_is_good_for_nothing_else()
    {
        var (_, session) = await OwnerAsync();
        var token = await TradeAsync((string)(await MakeAsync(session, """{"name":"v1"}"""))["key"]!);
        Assert.Equal([Audiences.Chat], new JsonWebToken(token).Audiences);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.SendAsync(HttpMethod.Get, "/api/auth/session", token)).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_is_an_invalid_grant_and_nobody_revokes_anothers()
    {
        var (_, session) = await OwnerAsync();
        var (_, another) = await OwnerAsync();
        var made = await MakeAsync(session, """{"name":"Old"}""");
        var path = $"/api/keys?id={(string)made["id"]!}";

        Assert.Equal(HttpStatusCode.NotFound, (await _web.SendAsync(HttpMethod.Delete, path, another)).StatusCode);
        Assert.Empty(JsonNode.Parse(await (await _web.SendAsync(HttpMethod.Get, "/api/keys", another)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["keys"]!.AsArray());
        await TradeAsync((string)made["key"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await _web.SendAsync(HttpMethod.Delete, path, session)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _web.SendAsync(HttpMethod.Delete, path, session)).StatusCode);
        var refused = await TryTradeAsync((string)made["key"]!);
        Assert.Equal("invalid_grant", (string?)(await WebClient.JsonAsync(refused))["error"]);
    }

    [Fact]
    public async Task A_guest_has_no_keys()
    {
        var guest = await _web.TradeAsync((await _web.GuestAsync()).Handle);
        var answer = await _web.SendAsync(HttpMethod.Post, "/api/keys", guest, JsonContent.Create(new ApiKeyRequest("Mine")));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("forbidden:auth", await WebClient.CodeAsync(answer));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"  "}""")]
    [InlineData("""{"name":"a\nb"}""")]
    [InlineData("""{"name":"x","scopes":[]}""")]
    [InlineData("""{"name":"x","scopes":["admin"]}""")]
    [InlineData("""{"name":"x","expiresInDays":0}""")]
    [InlineData("""{"name":"x","accountId":"0198c0de-0000-7000-8000-000000000000"}""")]
    [InlineData("[]")]
    public async Task What_makes_no_key_is_400(string body)
    {
        var (_, session) = await OwnerAsync();
        var answer = await _web.SendAsync(HttpMethod.Post, "/api/keys", session, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("")]
    public async Task A_malformed_id_is_400(string id)
    {
        var (_, session) = await OwnerAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.SendAsync(HttpMethod.Delete, $"/api/keys?id={id}", session)).StatusCode);
    }

    [Fact]
    public async Task Only_the_web_trades_keys()
    {
        var (_, session) = await OwnerAsync();
        var made = await MakeAsync(session, """{"name":"x"}""");
        var answer = await _web.TokenAsync(Clients.Chat, "chat secret", Clients.ApiKeyGrant, ("key", (string)made["key"]!));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<(Guid Id, string Token)> OwnerAsync()
    {
        var owner = await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true);
        return (owner.User.Id, await _web.TradeAsync(owner.Handle));
    }

    private async Task<JsonNode> MakeAsync(string session, string body)
    {
        var answer = await _web.SendAsync(HttpMethod.Post, "/api/keys", session, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await WebClient.JsonAsync(answer);
    }

    private Task<HttpResponseMessage> TryTradeAsync(string key) => _web.TokenAsync(Clients.Web, "web secret", Clients.ApiKeyGrant, ("key", key));

    private async Task<string> TradeAsync(string key) => (string)(await WebClient.JsonAsync(await TryTradeAsync(key)))["access_token"]!;
}
