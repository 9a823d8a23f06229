using System.Net;
using System.Net.WebSockets;
using System.Text;
using Chatbot.Chat.Contracts;
using Chatbot.Testing;
using Chatbot.Web.Clients;
using Chatbot.Web.Components;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Bff;

/// <summary>What the services are told of where a person is.</summary>
public sealed class CallersAddressTests : IClassFixture<WebHost>, IAsyncLifetime
{
    private const string There = "198.51.100.7";
    private readonly WebHost _services;
    private readonly WebApplicationFactory<App> _web;

    public CallersAddressTests(WebHost services)
    {
        _services = services;
        _web = services.WithWebHostBuilder(builder => builder.ConfigureTestServices(collection => collection
            .AddTransient<IStartupFilter, ComesFrom>()
            .AddScoped<AuthenticationStateProvider, AsksForTheHistory>()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string? Told => _services.Fakes.Chat.LastHeaders?[CallerHeaders.Address].ToString();

    public ValueTask InitializeAsync() => _services.RenewAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData(There, There)]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("127.0.0.1", "local")]
    public async Task A_service_is_told_where_a_request_really_comes_from(string from, string told)
    {
        using var browser = await GuestAsync(from);
        browser.DefaultRequestHeaders.Add(CallerHeaders.Address, ["203.0.113.1", "local"]);
        if (from != "127.0.0.1") browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.2");
        using var response = await browser.GetAsync("/api/history", Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(told, Told);
        Assert.DoesNotContain("X-Forwarded-For", _services.Fakes.Chat.LastHeaders!.Keys);
    }

    [Fact]
    public async Task A_proxy_on_this_machine_that_forwards_for_others_does_not_make_them_local()
    {
        using var browser = await GuestAsync("127.0.0.1");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.2");
        using var response = await browser.GetAsync("/api/history", Token);

        Assert.Equal("127.0.0.1", Told);
    }

    [Fact]
    public async Task A_page_that_calls_a_service_itself_says_where_its_browser_is()
    {
        using var browser = await GuestAsync(There);
        var cookies = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        var client = _web.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => (request.Headers[ComesFrom.Header], request.Headers.Cookie) = (There, cookies);
        using var socket = await client.ConnectAsync(new Uri("ws://localhost/_blazor"), Token);
        await SendAsync(socket, [.. "{\"protocol\":\"blazorpack\",\"version\":1}"u8, 0x1E]);
        await SendAsync(socket, StartCircuit("http://localhost/", "http://localhost/", "[]", ""));

        await Eventually.TrueAsync(() => Told is not null, "the circuit asked the chat service");
        Assert.Equal(There, Told);
    }

    // The cookies stand in the headers, so that a socket can show them too.
    private async Task<HttpClient> GuestAsync(string from)
    {
        var browser = _web.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        browser.DefaultRequestHeaders.Add(ComesFrom.Header, from);
        using var first = await browser.GetAsync("/api/auth/guest?redirectUrl=/ping", Token);
        browser.DefaultRequestHeaders.Add("Cookie", string.Join("; ", first.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        return browser;
    }

    // Four short texts as the arguments of an invocation, in MessagePack, behind its length.
    private static byte[] StartCircuit(params string[] arguments)
    {
        byte[] call = [0x96, 1, 0x80, .. Text("0"), .. Text("StartCircuit"), (byte)(0x90 + arguments.Length), .. arguments.SelectMany(Text), 0x90];
        return [(byte)call.Length, .. call];
    }

    private static byte[] Text(string text) => [0xD9, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static Task SendAsync(WebSocket socket, byte[] message) => socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, Token);

    /// <summary>Asks as soon as the circuit knows who started it, as a page does when it opens.</summary>
    private sealed class AsksForTheHistory : ServerAuthenticationStateProvider
    {
        public AsksForTheHistory(IServiceProvider circuit) =>
            AuthenticationStateChanged += _ => circuit.GetRequiredService<HistoryClient>().ListAsync(1, null, null, null, CancellationToken.None);
    }
}
