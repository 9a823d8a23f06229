using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Models with their events; a load goes through its progress when it is told to.</summary>
internal sealed class FakeCatalog
{
    private readonly ConcurrentDictionary<string, ModelEntry> _models = new();
    private readonly ConcurrentDictionary<Channel<string>, byte> _listeners = new();

    public FakeCatalog()
    {
        foreach (var model in FakeModels.All) _models[model.Id] = model;
    }

    public bool IsAway { get; set; }

    public int Subscriptions { get; private set; }

    public List<LoadModelRequest> Loads { get; } = [];

    public List<UnloadModelRequest> Unloads { get; } = [];

    public TimeSpan? LoadPace { get; set; }

    /// <summary>Why every operation fails; null lets them succeed.</summary>
    public string? Failure { get; set; }

    /// <summary>Of the last request of an agent.</summary>
    public IHeaderDictionary? AgentHeaders { get; private set; }

    public void Change(ModelEntry model)
    {
        _models[model.Id] = model;
        Send("model", model);
    }

    public void DropListeners()
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryComplete();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/models", () => Sorted());
        app.MapPost("/agents/{**rest}", (HttpContext context) =>
        {
            AgentHeaders = context.Request.Headers;
            context.Response.Cookies.Append("of-the-service", "x");
            return Results.Text(context.Request.Path);
        });
        app.MapGet("/api/models/events", EventsAsync);
        app.MapGet("/api/operations/{id}", (Guid id) => Ended(id));
        app.MapPost("/api/models/load", (LoadModelRequest request) =>
        {
            Loads.Add(request);
            if (LoadPace is { } pace) _ = LoadAsync(_models[request.Model], pace);
            return Results.Accepted(null, Accepted("load", request.Model));
        });
        app.MapPost("/api/models/unload", (UnloadModelRequest request) =>
        {
            Unloads.Add(request);
            Change(FakeModels.Place(_models[request.Model], PlaceStates.NotLoaded));
            return Results.Accepted(null, Accepted("unload", request.Model));
        });
    }

    private async Task LoadAsync(ModelEntry model, TimeSpan pace)
    {
        for (var step = 0; step < 40; step++)
        {
            Change(FakeModels.Place(model, PlaceStates.Loading, step / 40.0));
            await Task.Delay(pace);
        }

        Change(FakeModels.Place(model, PlaceStates.Loaded));
    }

    private async Task EventsAsync(HttpContext context)
    {
        Subscriptions++;
        if (IsAway)
        {
            context.Response.StatusCode = 503;
            return;
        }

        var listener = Channel.CreateUnbounded<string>();
        _listeners[listener] = 0;
        context.Response.ContentType = "text/event-stream";
        listener.Writer.TryWrite(Event("models", Sorted()));
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
            _listeners.TryRemove(listener, out _);
        }
    }

    private IReadOnlyList<ModelEntry> Sorted() => [.. _models.Values.OrderByDescending(model => model.Provider).ThenBy(model => model.Name, StringComparer.Ordinal)];

    private void Send<T>(string name, T data)
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryWrite(Event(name, data));
    }

    private static string Event<T>(string name, T data) => $"event: {name}\ndata: {JsonSerializer.Serialize(data, ServiceJson.Options)}\n\n";

    private Operation Ended(Guid id)
    {
        var now = TimeProvider.System.GetUtcNow();
        var state = Failure is null ? OperationStates.Succeeded : OperationStates.Failed;
        return new(id, "load", FakeModels.NotLoaded.Id, "studio", state, 1, null, Failure, Guid.Empty, now, now, now);
    }

    private static Operation Accepted(string kind, string model) =>
        new(Guid.CreateVersion7(), kind, model, "studio", OperationStates.Dispatched, 0, null, null, Guid.Empty, TimeProvider.System.GetUtcNow(), null, null);
}
