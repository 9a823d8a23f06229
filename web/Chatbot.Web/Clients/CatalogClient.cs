using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.Web.Clients;

/// <summary>The model catalog, as this person sees it.</summary>
internal sealed class CatalogClient(ServiceClient services, TimeProvider time)
{
    // The catalog sends a comment in every 15 s of silence: three of them missed is a dead connection.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>The whole list, then each change to it, until the connection ends.</summary>
    public async IAsyncEnumerable<ModelChange> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://catalog/api/models/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await services.OpenAsync(request, cancellationToken);
        await using var stream = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            ModelChange? change = item.EventType switch
            {
                "models" => new ModelsListed(Read<IReadOnlyList<ModelEntry>>(item.Data)),
                "model" => new ModelChanged(Read<ModelEntry>(item.Data)),
                "model-removed" => new ModelGone(Read<ModelRemoved>(item.Data).Id),
                _ => null,
            };
            if (change is not null) yield return change;
        }
    }

    public Task<Operation> LoadAsync(LoadModelRequest load, CancellationToken cancellationToken) => PostAsync("load", load, cancellationToken);

    public Task<Operation> UnloadAsync(UnloadModelRequest unload, CancellationToken cancellationToken) => PostAsync("unload", unload, cancellationToken);

    public Task<Operation> OperationAsync(Guid id, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(new HttpRequestMessage(HttpMethod.Get, $"http://catalog/api/operations/{id}"), cancellationToken);

    private Task<Operation> PostAsync<T>(string verb, T body, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(
            new HttpRequestMessage(HttpMethod.Post, $"http://catalog/api/models/{verb}") { Content = JsonContent.Create(body, options: ServiceJson.Options) },
            cancellationToken);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ServiceJson.Options) ?? throw new JsonException("The event is empty.");
}

internal abstract record ModelChange;

internal sealed record ModelsListed(IReadOnlyList<ModelEntry> Models) : ModelChange;

internal sealed record ModelChanged(ModelEntry Model) : ModelChange;

internal sealed record ModelGone(string Id) : ModelChange;
