using System.Net;
using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Auth.Tests;

/// <summary>A service with the defaults checks auth's real tokens, by discovery.</summary>
public sealed class OtherServicesTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    [Fact]
    public async Task A_service_finds_the_keys_by_discovery_and_takes_tokens_for_itself_alone()
    {
        await using var chat = await StartAsync(Audiences.Chat, Scopes.Person);
        var person = await auth.Web.TradeAsync((await auth.Web.GuestAsync()).Handle);
        var web = await auth.Web.ServiceTokenAsync(Clients.Web, Scopes.SignIn);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(chat, person));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(chat, web));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(chat, null));
    }

    [Fact]
    public async Task The_agent_takes_the_chat_services_token_for_its_host_and_no_other_hosts_nor_a_persons()
    {
        await using var agent = await StartAsync(Audiences.AgentOf("desk"), Scopes.Infer);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(agent, await auth.Web.ServiceTokenAsync(Clients.Chat, Scopes.Infer, Audiences.AgentOf("desk"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(agent, await auth.Web.ServiceTokenAsync(Clients.Chat, Scopes.Infer, Audiences.AgentOf("shelf"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(agent, await auth.Web.TradeAsync((await auth.Web.GuestAsync()).Handle)));
    }

    private async Task<WebApplication> StartAsync(string audience, string scope)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        builder.AddTokenAuthentication(audience, scope);
        builder.Services.AddHttpClient(nameof(TokenAuthentication)).ConfigurePrimaryHttpMessageHandler(() => auth.App.Server.CreateHandler());
        var app = builder.Build();
        app.MapGet("/", () => "in");
        await app.StartAsync();
        return app;
    }

    private static async Task<HttpStatusCode> AskAsync(WebApplication app, string? token)
    {
        using var client = app.GetTestClient();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await client.GetAsync("/")).StatusCode;
    }
}
