using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Tests;

/// <summary>A service of two replicas of which one is down.</summary>
public sealed class OtherReplicaTests : IAsyncLifetime
{
    private WebApplication _replica = null!;
    private int _served;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _replica = builder.Build();
        _replica.Map("/echo", async context =>
        {
            Interlocked.Increment(ref _served);
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await reader.ReadToEndAsync(context.RequestAborted));
        });
        await _replica.StartAsync();
    }

    public ValueTask DisposeAsync() => _replica.DisposeAsync();

    [Fact]
    public async Task What_a_replica_refuses_the_next_one_gets_once_and_whole()
    {
        using var app = App(Closed(), _replica.Urls.Single());
        for (var number = 1; number <= 20; number++)
        {
            using var response = number % 2 == 0
                ? await Client(app).GetAsync(new Uri("http://chat/echo"), TestContext.Current.CancellationToken)
                : await Client(app).PostAsync(new Uri("http://chat/echo"), new StringContent($"question {number}"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(number % 2 == 0 ? "" : $"question {number}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(20, _served);
    }

    [Fact]
    public async Task Where_all_are_down_it_fails()
    {
        using var app = App(Closed(), Closed());
        await Assert.ThrowsAsync<HttpRequestException>(() => Client(app).GetAsync(new Uri("http://chat/echo"), TestContext.Current.CancellationToken));
    }

    private static IHost App(params string[] replicas)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(replicas.Select((address, index) => KeyValuePair.Create<string, string?>($"services:chat:http:{index}", address)));
        builder.AddServiceDefaults();
        return builder.Build();
    }

    private static HttpClient Client(IHost app) => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("any");

    // A port that was free a moment ago, and that nobody listens on.
    private static string Closed()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://{socket.LocalEndPoint}";
    }
}
