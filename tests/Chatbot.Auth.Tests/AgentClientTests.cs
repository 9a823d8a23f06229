using System.Net;
using System.Net.Http.Json;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

public sealed class AgentClientTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task An_enrolled_agent_gets_a_token_to_connect_and_no_other_until_it_is_removed()
    {
        var first = await MakeAsync("studio");
        var second = await MakeAsync("studio");

        Assert.Equal("agent:studio", second.ClientId);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(first, Scopes.ConnectAgent)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(second, Scopes.ConnectAgent)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(second, Scopes.ManageAgents)).StatusCode);
        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken((string?)(await WebClient.JsonAsync(await TokenAsync(second, Scopes.ConnectAgent)))["access_token"]);
        Assert.Equal(("agent:studio", Audiences.Catalog), (token.Subject, token.Audiences.Single()));

        var catalog = await _web.ServiceTokenAsync(Clients.Catalog, Scopes.ManageAgents);
        Assert.Equal(HttpStatusCode.NoContent, (await _web.SendAsync(HttpMethod.Delete, "/clients/agents/studio", catalog)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _web.SendAsync(HttpMethod.Delete, "/clients/agents/studio", catalog)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(second, Scopes.ConnectAgent)).StatusCode);
    }

    [Fact]
    public async Task Nobody_but_the_catalog_makes_accounts_of_agents()
    {
        var person = await _web.TradeAsync((await _web.GuestAsync()).Handle);
        var web = await _web.ServiceTokenAsync(Clients.Web, Scopes.SignIn);
        foreach (var (token, status) in new[] { (null, HttpStatusCode.Unauthorized), (person, HttpStatusCode.Forbidden), (web, HttpStatusCode.Forbidden) })
        {
            Assert.Equal(status, (await _web.SendAsync(HttpMethod.Post, "/clients/agents", token, JsonContent.Create(new AgentClientRequest("studio")))).StatusCode);
            Assert.Equal(status, (await _web.SendAsync(HttpMethod.Delete, "/clients/agents/studio", token)).StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"hostId":"The Studio"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"hostId":"studio","surprise":1}""")]
    [InlineData("nonsense")]
    public async Task What_is_malformed_is_refused(string body)
    {
        var catalog = await _web.ServiceTokenAsync(Clients.Catalog, Scopes.ManageAgents);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await _web.SendAsync(HttpMethod.Post, "/clients/agents", catalog, content);

        Assert.Equal((HttpStatusCode.BadRequest, "bad_request:auth"), (answer.StatusCode, await WebClient.CodeAsync(answer)));
    }

    private Task<HttpResponseMessage> TokenAsync(AgentClient client, string scope) =>
        _web.TokenAsync(client.ClientId, client.ClientSecret, "client_credentials", ("scope", scope));

    private async Task<AgentClient> MakeAsync(string host)
    {
        var catalog = await _web.ServiceTokenAsync(Clients.Catalog, Scopes.ManageAgents);
        var answer = await _web.SendAsync(HttpMethod.Post, "/clients/agents", catalog, JsonContent.Create(new AgentClientRequest(host)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<AgentClient>())!;
    }
}
