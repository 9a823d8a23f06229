using Chatbot.LmStudioAgent.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>An agent's HTTP on a port of its own, with answers that a test sets.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _hanging;

    private FakeAgent(WebApplication app) => _app = app;

    public Guid AgentId { get; } = Guid.CreateVersion7();

    public string HostId { get; init; } = "studio";

    public Uri Address => new(_app.Urls.Single());

    /// <summary>It takes the connection, and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Requests that wait for an answer that does not come.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public Func<HttpContext, IResult> Estimate { get; set; } = _ => Results.NotFound();

    public static async Task<FakeAgent> StartAsync(string hostId = "studio")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var agent = new FakeAgent(builder.Build()) { HostId = hostId };
        agent._app.Use(agent.HangAsync);
        agent._app.MapGet("/alive", () => new AgentAlive(agent.HostId, agent.AgentId));
        agent._app.MapGet("/estimate", (HttpContext context) => agent.Estimate(context));
        await agent._app.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HangAsync(HttpContext context, RequestDelegate next)
    {
        if (!Hangs)
        {
            await next(context);
            return;
        }

        Interlocked.Increment(ref _hanging);
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
