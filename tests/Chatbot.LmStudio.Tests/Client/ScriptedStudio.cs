using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
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
    private const int MostWarnings = 5;
    private readonly WebApplication _app;
    private readonly ServiceProvider _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private int _connections;

    private ScriptedStudio(WebApplication app) => _app = app;

    /// <summary>Closes the socket when it comes as a reply.</summary>
    public static object Close { get; } = new();

    /// <summary>At the end of a body: nothing more comes, but the connection stays.</summary>
    public static string Hang { get; } = "<and then nothing>";

    /// <summary>What the server answers to the first message of each socket.</summary>
    public object Greeting { get; set; } = new { success = true };

    /// <summary>What it answers to each later one; a text is sent as it is. Like LM Studio it warns five times on a connection, and not again.</summary>
    public Func<JsonElement, object[]> OnMessage { get; set; } = _ => [];

    /// <summary>What is waited for before a message is answered.</summary>
    public Func<JsonElement, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Status and body of each HTTP request; without it everything is unknown, and said so with 200.</summary>
    public Func<HttpRequest, (int Status, string Body)> OnRequest { get; set; } = Unexpected;

    public bool HasWebSocket { get; set; } = true;

    /// <summary>Messages come in pieces of so many bytes.</summary>
    public int? PieceSize { get; set; }

    public ConcurrentQueue<JsonElement> Received { get; } = [];

    public ConcurrentQueue<(string Route, string Body)> Requests { get; } = [];

    /// <summary>Sockets that were opened.</summary>
    public int Connections => _connections;

    public Uri Address => new(_app.Urls.Single() + "/");

    public static (int Status, string Body) Unexpected(HttpRequest request) =>
        (200, $"{{\"error\":\"Unexpected endpoint or method. ({request.Method} {request.Path})\"}}");

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

    public HttpClient CreateHttpClient() => _clients.GetRequiredService<IHttpClientFactory>().CreateClient();

    public LmStudioClient CreateClient(string? token = null, TimeSpan? timeout = null, TimeProvider? time = null) => new(
        CreateHttpClient,
        new LmStudioOptions
        {
            BaseUrl = Address,
            ApiToken = token,
            CallTimeout = timeout ?? TimeSpan.FromSeconds(5),
            LoadSilenceTimeout = timeout ?? TimeSpan.FromSeconds(5),
            DownloadSilenceTimeout = timeout ?? TimeSpan.FromSeconds(5),
            DownloadPollInterval = TimeSpan.FromMilliseconds(10),
            AnswerSilenceTimeout = timeout ?? TimeSpan.FromSeconds(5),
            SurveyTimeout = timeout ?? TimeSpan.FromSeconds(5),
        },
        time ?? TimeProvider.System);

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
            Interlocked.Increment(ref _connections);
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await ConverseAsync(socket, context.RequestAborted);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue(($"{context.Request.Method} {context.Request.Path}", await reader.ReadToEndAsync(context.RequestAborted)));
        var (status, body) = OnRequest(context.Request);
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith("data:", StringComparison.Ordinal) || body.StartsWith(':') ? "text/event-stream" : "application/json";
        await context.Response.WriteAsync(body.Replace(Hang, "", StringComparison.Ordinal), context.RequestAborted);
        if (!body.EndsWith(Hang, StringComparison.Ordinal)) return;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    private async Task ConverseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var (greeted, warnings) = (false, 0);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return;
            var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, part.Count));
            Received.Enqueue(message);
            if (greeted) await BeforeAnswer(message);
            object[] replies = greeted ? OnMessage(message) : [Greeting];
            greeted = true;
            foreach (var reply in replies)
            {
                if (reply == Close)
                {
                    socket.Abort();
                    return;
                }

                var text = reply as string ?? JsonSerializer.Serialize(reply);
                if (text.Contains("communicationWarning", StringComparison.Ordinal) && ++warnings > MostWarnings) continue;
                await SendAsync(socket, Encoding.UTF8.GetBytes(text), cancellationToken);
            }
        }
    }

    private async Task SendAsync(WebSocket socket, byte[] message, CancellationToken cancellationToken)
    {
        var start = 0;
        do
        {
            var length = Math.Min(PieceSize ?? message.Length, message.Length - start);
            await socket.SendAsync(new ArraySegment<byte>(message, start, length), WebSocketMessageType.Text, start + length == message.Length, cancellationToken);
            start += length;
        }
        while (start < message.Length);
    }
}
