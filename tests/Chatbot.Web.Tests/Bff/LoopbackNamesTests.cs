using Chatbot.Web.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Bff;

public sealed class LoopbackNamesTests
{
    [Theory]
    [InlineData("http://localhost:3000", "localhost:3000", 200)]
    [InlineData("http://127.0.0.1:3000", "[::1]:3000", 200)]
    [InlineData("http://127.0.0.1:3000", "127.0.0.1:3000", 200)]
    [InlineData("http://localhost:3000", "rebound.example:3000", 400)]
    [InlineData("http://127.0.0.1:3000;http://[::1]:3000", "rebound.example:3000", 400)]
    [InlineData("http://127.0.0.1:3000;http://0.0.0.0:80", "chat.example", 200)]
    [InlineData("http://[::]:8080", "chat.example", 200)]
    [InlineData("http://192.168.1.5:3000", "studio.local:3000", 200)]
    [InlineData("", "chat.example", 200)]
    public async Task On_loopback_alone_only_this_machines_names_are_answered(string addresses, string host, int expected) =>
        Assert.Equal(expected, await AskAsync(addresses, host, allowed: null));

    [Fact]
    public async Task Named_hosts_stand_instead_for_a_proxy_on_this_machine() =>
        Assert.Equal(200, await AskAsync("http://localhost:3000", "chat.example", allowed: "chat.example"));

    private static async Task<int> AskAsync(string addresses, string host, string? allowed)
    {
        using var server = new Listening(addresses.Split(';', StringSplitOptions.RemoveEmptyEntries));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AllowedHosts", allowed)]).Build();
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Host = new HostString(host);
        await new LoopbackNames(_ => Task.CompletedTask, server, configuration).InvokeAsync(context);
        return context.Response.StatusCode;
    }

    private sealed class Listening : IServer
    {
        public Listening(string[] addresses)
        {
            var feature = new ServerAddressesFeature();
            foreach (var address in addresses) feature.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose()
        {
            // Nothing is open.
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
