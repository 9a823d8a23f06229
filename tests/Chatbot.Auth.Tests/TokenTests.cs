using System.Net;
using Chatbot.Auth.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chatbot.Auth.Tests;

public sealed class TokenTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task A_persons_token_is_for_the_three_services_and_ten_minutes()
    {
        var guest = await _web.GuestAsync();
        var token = new JsonWebToken(await _web.TradeAsync(guest.Handle));

        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("http://auth/", token.Issuer);
        Assert.Equal([Audiences.Auth, Audiences.Catalog, Audiences.Chat], token.Audiences.Order());
        Assert.Equal(guest.User.Id.ToString(), token.Subject);
        Assert.Equal($"{Scopes.Person} {Scopes.OpenAi}", token.GetPayloadValue<string>("scope"));
        Assert.Equal(20, token.GetPayloadValue<int>(ChatbotClaims.MessagesPerDay));
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.IssuedAt);
    }

    [Theory]
    [InlineData(Clients.Web, Scopes.SignIn, Audiences.Auth)]
    [InlineData(Clients.Catalog, Scopes.ManageAgents, Audiences.Auth)]
    [InlineData(Clients.Agent, Scopes.ConnectAgent, Audiences.Catalog)]
    public async Task A_service_gets_its_own_scope_for_one_audience(string client, string scope, string audience)
    {
        var token = new JsonWebToken(await _web.ServiceTokenAsync(client, scope));

        Assert.Equal([audience], token.Audiences);
        Assert.Equal((client, scope), (token.Subject, token.GetPayloadValue<string>("scope")));
    }

    [Theory]
    [InlineData(Clients.Chat, Scopes.Infer)]
    [InlineData(Clients.Catalog, Scopes.ReadAgent)]
    public async Task A_token_for_agents_is_for_the_one_of_the_named_host(string client, string scope)
    {
        var token = new JsonWebToken(await _web.ServiceTokenAsync(client, scope, Audiences.AgentOf("desk-2")));

        Assert.Equal(["agent:desk-2"], token.Audiences);
        Assert.Equal((client, scope), (token.Subject, token.GetPayloadValue<string>("scope")));
    }

    [Theory]
    [InlineData(Clients.Chat, Scopes.Infer)]
    [InlineData(Clients.Chat, Scopes.Infer, "agent:")]
    [InlineData(Clients.Chat, Scopes.Infer, "agent:Desk")]
    [InlineData(Clients.Chat, Scopes.Infer, "agent:desk/")]
    [InlineData(Clients.Chat, Scopes.Infer, "agent:desk\n")]
    [InlineData(Clients.Chat, Scopes.Infer, "desk")]
    [InlineData(Clients.Chat, Scopes.Infer, "agent")]
    [InlineData(Clients.Chat, Scopes.Infer, "catalog")]
    [InlineData(Clients.Chat, Scopes.Infer, "agent:desk", "agent:shelf")]
    [InlineData(Clients.Catalog, Scopes.ManageAgents, "agent:desk")]
    [InlineData(Clients.Web, Scopes.SignIn, "agent:desk")]
    [InlineData(Clients.Agent, Scopes.ConnectAgent, "agent:desk")]
    [InlineData(Clients.Agent, Scopes.Infer, "agent:desk")]
    [InlineData(Clients.Agent, Scopes.ReadAgent, "agent:desk")]
    public async Task No_token_is_given_for_several_agents_nor_for_anything_else(string client, string scope, params string[] resources)
    {
        var answer = await _web.TokenAsync(client, $"{client} secret", "client_credentials", [("scope", scope), .. resources.Select(resource => ("resource", resource))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(Clients.Web, Scopes.Infer)]
    [InlineData(Clients.Web, Scopes.Person)]
    [InlineData(Clients.Web, Scopes.SignIn + " " + Scopes.Person)]
    [InlineData(Clients.Web, "")]
    [InlineData(Clients.Chat, Scopes.SignIn)]
    [InlineData(Clients.Chat, Scopes.Person)]
    [InlineData(Clients.Chat, Scopes.ReadAgent)]
    [InlineData(Clients.Web, Scopes.ManageAgents)]
    [InlineData(Clients.Catalog, Scopes.Infer)]
    [InlineData(Clients.Catalog, Scopes.Person)]
    [InlineData(Clients.Catalog, Scopes.ReadAgent + " " + Scopes.ManageAgents)]
    [InlineData(Clients.Agent, Scopes.ManageAgents)]
    [InlineData(Clients.Agent, Scopes.Infer)]
    [InlineData(Clients.Agent, Scopes.SignIn)]
    public async Task No_service_gets_another_scope(string client, string scope)
    {
        var answer = await _web.TokenAsync(client, $"{client} secret", "client_credentials", ("scope", scope));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(Clients.Web, "chat secret")]
    [InlineData(Clients.Web, "")]
    [InlineData("nobody", "web secret")]
    public async Task A_client_that_cannot_prove_itself_gets_nothing(string client, string secret)
    {
        var answer = await _web.TokenAsync(client, secret, "client_credentials", ("scope", Scopes.SignIn));

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains((string?)(await WebClient.JsonAsync(answer))["error"], new[] { "invalid_client", "invalid_request" });
    }

    [Theory]
    [InlineData(Clients.Chat, Clients.SessionGrant)]
    [InlineData(Clients.Agent, Clients.SessionGrant)]
    [InlineData(Clients.Web, "password")]
    [InlineData(Clients.Web, "refresh_token")]
    public async Task Only_the_web_trades_sessions_and_other_grants_do_not_exist(string client, string grant)
    {
        var guest = await _web.GuestAsync();
        var answer = await _web.TokenAsync(
            client, $"{client} secret", grant, ("session", guest.Handle), ("username", "first@example.com"), ("password", WebClient.Password), ("refresh_token", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_unknown_session_is_an_invalid_grant(string handle)
    {
        var answer = await _web.TryTradeAsync(handle);
        Assert.Equal("invalid_grant", (string?)(await WebClient.JsonAsync(answer))["error"]);
    }

    [Fact]
    public async Task Discovery_names_the_issuers_addresses_whatever_host_is_asked()
    {
        using var client = auth.App.CreateClient();
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/jwks" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "evil.example";
            var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var discovery = await WebClient.JsonAsync(await client.GetAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken));
        Assert.Equal("http://auth/", (string?)discovery["issuer"]);
        Assert.Equal("http://auth/.well-known/jwks", (string?)discovery["jwks_uri"]);
        Assert.Equal("http://auth/connect/token", (string?)discovery["token_endpoint"]);
    }
}
