using System.Net;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Auth.Tests;

public sealed class AccessTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private static readonly string[] Anonymous = ["/connect/token", "/health", "/alive"];
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task Every_route_that_is_not_meant_for_everybody_wants_a_token()
    {
        var routes = auth.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => !Anonymous.Contains(route.RoutePattern.RawText))
            .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => (Method: method, Path: route.RoutePattern.RawText!)))
            .ToList();

        Assert.Contains(("POST", "/signin/guest"), routes);
        Assert.Contains(("GET", "/api/auth/session"), routes);
        foreach (var (method, path) in routes)
        {
            var answer = await _web.SendAsync(new HttpMethod(method), path, null);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answers {answer.StatusCode}");
            Assert.Equal(path.StartsWith("/api/users", StringComparison.Ordinal) ? "unauthorized:admin" : "unauthorized:auth", await WebClient.CodeAsync(answer));
        }
    }

    [Fact]
    public async Task A_token_for_another_service_is_refused()
    {
        var forTheAgent = await _web.ServiceTokenAsync(Clients.Chat, Scopes.Infer, Audiences.AgentOf("desk"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.SendAsync(HttpMethod.Get, "/api/auth/session", forTheAgent)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.SendAsync(HttpMethod.Post, "/signin/guest", forTheAgent)).StatusCode);
    }

    [Fact]
    public async Task A_token_with_another_scope_is_forbidden()
    {
        var person = await _web.TradeAsync((await _web.GuestAsync()).Handle);
        var web = await _web.ServiceTokenAsync(Clients.Web, Scopes.SignIn);

        Assert.Equal(HttpStatusCode.Forbidden, (await _web.SendAsync(HttpMethod.Post, "/signin/guest", person)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _web.SendAsync(HttpMethod.Get, "/api/auth/session", web)).StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        var parts = (await _web.TradeAsync((await _web.GuestAsync()).Handle)).Split('.');
        var other = (await _web.TradeAsync((await _web.GuestAsync()).Handle)).Split('.');
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.SendAsync(HttpMethod.Get, "/api/auth/session", $"{parts[0]}.{other[1]}.{parts[2]}")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_route_is_told_apart_only_with_a_token()
    {
        var token = await _web.TradeAsync((await _web.GuestAsync()).Handle);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.SendAsync(HttpMethod.Get, "/nowhere", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _web.SendAsync(HttpMethod.Get, "/nowhere", token)).StatusCode);
    }
}
