using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>Auth as the catalog sees it, and the management of the broker: tokens for its own client, accounts for agents.</summary>
internal sealed class FakeAuth : HttpMessageHandler
{
    /// <summary>Method, path and body of what was asked, newest last.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public bool IsAway { get; set; }

    /// <summary>It takes the request, and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Waited for before an answer to what was asked, method and path.</summary>
    public Func<string, Task> Hold { get; set; } = _ => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath} {body}");
        await Hold($"{request.Method} {request.RequestUri.AbsolutePath}");
        if (Hangs) await Task.Delay(Timeout.Infinite, cancellationToken);
        if (IsAway) throw new HttpRequestException("Auth is away.");

        return (request.Method.Method, request.RequestUri.AbsolutePath) switch
        {
            (_, "/connect/token") => Answer(new Dictionary<string, object> { ["access_token"] = TestTokens.ForService(Clients.Catalog, "any", "any"), ["expires_in"] = 600 }),
            ("POST", "/clients/agents") => Answer(new AgentClient($"agent:{JsonSerializer.Deserialize<AgentClientRequest>(body, JsonSerializerOptions.Web)!.HostId}", "its secret")),
            ("PUT" or "DELETE", _) => new HttpResponseMessage(HttpStatusCode.NoContent),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private static HttpResponseMessage Answer<T>(T body) => new() { Content = JsonContent.Create(body) };
}
