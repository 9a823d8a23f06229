using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>A server that says exactly what a test tells it to: the LM Studios that one hopes not to meet.</summary>
internal sealed class ScriptedStudio : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceProvider _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    private ScriptedStudio(WebApplication app) => _app = app;

    /// <summary>Closes the socket when it comes as a reply.</summary>
    public static object Close { get; } = new();

    /// <summary>What the server answers to the first message of each socket.</summary>
    public object Greeting { get; set; } = new { success = true };

    /// <summary>What it answers to each later one.</summary>
    public Func<JsonElement, object[]> OnMessage { get; set; } = _ => [];

    /// <summary>Status and body of each HTTP request; without it everything is unknown, and said so with 200.</summary>
    public Func<HttpRequest, (int Status, string Body)> OnRequest { get; set; } = request =>
        (200, $"{{\"error\":\"Unexpected endpoint or method. ({request.Method} {request.Path})\"}}");

    public bool HasWebSocket { get; set; } = true;

    public ConcurrentQueue<JsonElement> Received { get; } = [];

    public static async Task<ScriptedStudio> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var studio = new ScriptedStudio(app);
        app.UseWebSockets();
        app.Run(studio.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return studio;
    }

    public LmStudioClient CreateClient(string? token = null, TimeSpan? timeout = null) => new(
        _clients.GetRequiredService<IHttpClientFactory>().CreateClient,
        new LmStudioOptions
        {
            BaseUrl = new Uri(_app.Urls.Single() + "/"),
            ApiToken = token,
            CallTimeout = timeout ?? TimeSpan.FromSeconds(5),
            LoadSilenceTimeout = timeout ?? TimeSpan.FromSeconds(5),
        },
        TimeProvider.System);

    /// <summary>From now on nothing listens at the address.</summary>
    public Task StopAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        await _clients.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest && HasWebSocket)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await ConverseAsync(socket, context.RequestAborted);
            return;
        }

        var (status, body) = OnRequest(context.Request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task ConverseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var greeted = false;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return;
            var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, part.Count));
            Received.Enqueue(message);
            object[] replies = greeted ? OnMessage(message) : [Greeting];
            greeted = true;
            foreach (var reply in replies)
            {
                if (reply == Close)
                {
                    socket.Abort();
                    return;
                }

                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(reply), WebSocketMessageType.Text, true, cancellationToken);
            }
        }
    }
}
