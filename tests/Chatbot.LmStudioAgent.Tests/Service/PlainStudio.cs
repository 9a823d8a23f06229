using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>An LM Studio with REST alone, one model, loaded, whose chat answers what a test says.</summary>
internal sealed class PlainStudio : IAsyncDisposable
{
    public const string Model = "a/b";
    private readonly WebApplication _app;

    private PlainStudio(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/");

    public RequestDelegate OnChat { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it says of a load.</summary>
    public RequestDelegate OnLoad { get; set; } = _ => Task.CompletedTask;

    /// <summary>Greetings it still leaves unanswered.</summary>
    public int GreetingsToMiss { get; set; }

    /// <summary>What it says of <c>GET /simulator</c>; LM Studio does not know the route.</summary>
    public RequestDelegate OnSimulator { get; set; } = context => context.Response.WriteAsJsonAsync(new { error = "Unexpected endpoint or method." });

    /// <summary>What it wants as bearer; null wants none.</summary>
    public string? Token { get; set; }

    public static async Task<PlainStudio> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var studio = new PlainStudio(app);
        app.MapGet("/lmstudio-greeting", () => new { lmstudio = studio.GreetingsToMiss-- <= 0 });
        app.MapGet("/simulator", context => studio.OnSimulator(context));
        app.MapGet("/api/v1/models", (HttpContext context) => studio.Token is { } token && context.Request.Headers.Authorization != $"Bearer {token}"
            ? Results.Json(new { error = new { type = "invalid_request", message = "Malformed token.", code = "invalid_api_key" } }, statusCode: 401)
            : Results.Json(new { models = new[] { new { type = "llm", key = Model, loaded_instances = new[] { new { id = Model } } } } }));
        app.MapPost("/api/v1/models/load", context => studio.OnLoad(context));
        app.MapPost("/v1/chat/completions", context => studio.OnChat(context));
        app.MapFallback(() => new { error = "Unexpected endpoint or method." });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return studio;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
