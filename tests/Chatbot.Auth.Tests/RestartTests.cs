using System.Net;
using Chatbot.Auth.Contracts;
using Chatbot.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chatbot.Auth.Tests;

public sealed class RestartTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Tokens_and_sessions_survive_a_restart()
    {
        string token, handle;
        await using (var before = await AuthApplication.StartAsync(_database))
        {
            var web = await WebClient.CreateAsync(before);
            handle = (await web.GuestAsync()).Handle;
            token = await web.TradeAsync(handle);
        }

        await using var after = await AuthApplication.StartAsync(_database);
        var next = await WebClient.CreateAsync(after);
        Assert.Equal(HttpStatusCode.OK, (await next.SendAsync(HttpMethod.Get, "/api/auth/session", token)).StatusCode);
        Assert.Equal(new JsonWebToken(token).Kid, new JsonWebToken(await next.TradeAsync(handle)).Kid);
    }

    [Fact]
    public async Task Another_secret_ends_tokens_but_not_sessions()
    {
        string token, handle;
        await using (var before = await AuthApplication.StartAsync(_database))
        {
            var web = await WebClient.CreateAsync(before);
            handle = (await web.GuestAsync()).Handle;
            token = await web.TradeAsync(handle);
        }

        await using var after = await AuthApplication.StartAsync(_database, ("Auth:Secret", "quite another secret, long enough too"));
        var next = await WebClient.CreateAsync(after);
        Assert.Equal(HttpStatusCode.Unauthorized, (await next.SendAsync(HttpMethod.Get, "/api/auth/session", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next.SendAsync(HttpMethod.Get, "/api/auth/session", await next.TradeAsync(handle))).StatusCode);
    }

    [Fact]
    public async Task A_clients_changed_secret_holds_from_the_next_start()
    {
        await using (await AuthApplication.StartAsync(_database))
        {
        }

        await using var after = await AuthApplication.StartAsync(_database, ("Clients:chat:Secret", "changed"));
        var web = await WebClient.CreateAsync(after);
        var old = await web.TokenAsync(Clients.Chat, "chat secret", "client_credentials", ("scope", Scopes.Infer), ("resource", Audiences.AgentOf("desk")));
        var changed = await web.TokenAsync(Clients.Chat, "changed", "client_credentials", ("scope", Scopes.Infer), ("resource", Audiences.AgentOf("desk")));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (old.StatusCode, changed.StatusCode));
    }

    [Fact]
    public async Task Two_replicas_that_start_at_once_on_an_empty_database_accept_each_others_tokens()
    {
        var replicas = await Task.WhenAll(AuthApplication.StartAsync(_database), AuthApplication.StartAsync(_database));
        await using var one = replicas[0];
        await using var two = replicas[1];
        var web = await WebClient.CreateAsync(one);
        var token = await web.TradeAsync((await web.GuestAsync()).Handle);

        Assert.Equal(HttpStatusCode.OK, (await (await WebClient.CreateAsync(two)).SendAsync(HttpMethod.Get, "/api/auth/session", token)).StatusCode);
    }
}
