using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>The hosts and operations of the catalog, with their events.</summary>
internal sealed class FakeFleet
{
    private readonly ConcurrentDictionary<Channel<string>, byte> _hostListeners = new();
    private readonly ConcurrentDictionary<Channel<string>, byte> _operationListeners = new();
    private readonly ConcurrentDictionary<string, HostEntry> _hosts = new(FakeHosts.All.ToDictionary(host => host.Id));
    private readonly ConcurrentDictionary<Guid, Operation> _operations = new();

    /// <summary>Method and path of what was asked to change something, with its body.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public IReadOnlyList<HostEstimate> Estimates { get; set; } = [new("studio", true, 4 * FakeHosts.Gigabyte, 108 * FakeHosts.Gigabyte / 10, "high", [], null)];

    public OperationWhy? Why { get; set; }

    /// <summary>Nothing of the hosts is answered.</summary>
    public bool IsAway { get; set; }

    /// <summary>Why no host is changed; null lets them be.</summary>
    public string? Refusal { get; set; }

    public void Change(HostEntry host)
    {
        _hosts[host.Id] = host;
        Send(_hostListeners, "host", host);
    }

    public void Clear() => _hosts.Clear();

    public void Change(Operation operation)
    {
        _operations[operation.Id] = operation;
        Send(_operationListeners, "operation", operation);
    }

    public static Operation Operation(string kind, string state, string? reason = null, string? message = null, Guid? by = null) => new(
        Guid.CreateVersion7(), kind, FakeModels.NotLoaded.Id, "studio", state, 0.3, reason, message, by ?? Guid.Empty, TimeProvider.System.GetUtcNow().AddMinutes(-2), null,
        state is OperationStates.Running or OperationStates.Dispatched ? null : TimeProvider.System.GetUtcNow());

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/hosts/events", context => IsAway ? Away(context) : EventsAsync(context, _hostListeners, "hosts", _hosts.Values.OrderBy(host => host.Id, StringComparer.Ordinal)));
        app.MapGet("/api/operations/events", context => EventsAsync(context, _operationListeners, "operations", _operations.Values.OrderByDescending(operation => operation.CreatedAt)));
        app.MapGet("/api/models/estimate", () => Estimates);
        app.MapGet("/api/operations/{id}/why", (Guid id) => Why is null ? Results.StatusCode(503) : Results.Ok(Why));
        app.MapPost("/api/operations/{id}/cancel", (HttpContext context, Guid id) => AskedAsync(context, () =>
        {
            Change(_operations[id] with { State = OperationStates.Cancelled, EndedAt = TimeProvider.System.GetUtcNow() });
            return Results.Accepted(null, _operations[id]);
        }));
        app.MapPost("/api/hosts", (Delegate)((HttpContext context) => AskedAsync(context, () =>
            Results.Created((string?)null, new EnrolmentToken("desk", "desk.s3cret", TimeProvider.System.GetUtcNow().AddHours(1))))));
        app.MapMethods("/api/hosts/{id}", ["PATCH", "DELETE"], (HttpContext context, string id) => AskedAsync(context, () =>
            Refusal is not null ? Results.Json(new { code = "conflict:hosts", message = Refusal }, statusCode: 409)
            : context.Request.Method == "DELETE" ? Results.NoContent() : Results.Ok(_hosts[id])));
        app.MapPost("/api/hosts/{id}/downloads", (HttpContext context, string id) => AskedAsync(context, () => Results.Accepted(null, Operation("download", OperationStates.Dispatched))));
    }

    private static Task Away(HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    private async Task<IResult> AskedAsync(HttpContext context, Func<IResult> answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        Asked.Enqueue($"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync()}".TrimEnd());
        return answer();
    }

    private static async Task EventsAsync<T>(HttpContext context, ConcurrentDictionary<Channel<string>, byte> listeners, string name, IEnumerable<T> all)
    {
        var listener = Channel.CreateUnbounded<string>();
        listeners[listener] = 0;
        context.Response.ContentType = "text/event-stream";
        listener.Writer.TryWrite(Event(name, all));
        try
        {
            await foreach (var text in listener.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(text, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The listener has gone.
        }
        finally
        {
            listeners.TryRemove(listener, out _);
        }
    }

    private static void Send<T>(ConcurrentDictionary<Channel<string>, byte> listeners, string name, T data)
    {
        foreach (var listener in listeners.Keys) listener.Writer.TryWrite(Event(name, data));
    }

    private static string Event<T>(string name, T data) => $"event: {name}\ndata: {JsonSerializer.Serialize(data, ServiceJson.Options)}\n\n";
}
