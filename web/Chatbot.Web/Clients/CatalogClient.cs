using System.Runtime.CompilerServices;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>The models and operations of the catalog, as this person sees them.</summary>
internal sealed class CatalogClient(ServiceClient services, TimeProvider time)
{
    private readonly CatalogEvents _events = new(services, time);

    public async IAsyncEnumerable<ModelChange> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _events.ReadAsync("/api/models/events", cancellationToken))
        {
            ModelChange? change = item.EventType switch
            {
                "models" => new ModelsListed(CatalogEvents.Read<IReadOnlyList<ModelEntry>>(item)),
                "model" => new ModelChanged(CatalogEvents.Read<ModelEntry>(item)),
                "model-removed" => new ModelGone(CatalogEvents.Read<ModelRemoved>(item).Id),
                _ => null,
            };
            if (change is not null) yield return change;
        }
    }

    public async IAsyncEnumerable<OperationNews> OperationChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _events.ReadAsync("/api/operations/events", cancellationToken))
        {
            OperationNews? news = item.EventType switch
            {
                "operations" => new OperationsListed(CatalogEvents.Read<IReadOnlyList<Operation>>(item)),
                "operation" => new OperationChanged(CatalogEvents.Read<Operation>(item)),
                _ => null,
            };
            if (news is not null) yield return news;
        }
    }

    public Task<Operation> LoadAsync(LoadModelRequest load, CancellationToken cancellationToken) => PostAsync("load", load, cancellationToken);

    public Task<Operation> UnloadAsync(UnloadModelRequest unload, CancellationToken cancellationToken) => PostAsync("unload", unload, cancellationToken);

    /// <summary>What a load would take, and displace, on each host that has the model.</summary>
    public Task<IReadOnlyList<HostEstimate>> EstimateAsync(string model, string? host, int? contextLength, CancellationToken cancellationToken)
    {
        var query = QueryString.Create("model", model);
        if (host is not null) query = query.Add("host", host);
        if (contextLength is { } tokens) query = query.Add("contextLength", $"{tokens}");
        return services.SendAsync<IReadOnlyList<HostEstimate>>(new HttpRequestMessage(HttpMethod.Get, $"http://catalog/api/models/estimate{query}"), cancellationToken);
    }

    public Task<Operation> OperationAsync(Guid id, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(new HttpRequestMessage(HttpMethod.Get, $"http://catalog/api/operations/{id}"), cancellationToken);

    public Task<OperationWhy> WhyAsync(Guid id, CancellationToken cancellationToken) =>
        services.SendAsync<OperationWhy>(new HttpRequestMessage(HttpMethod.Get, $"http://catalog/api/operations/{id}/why"), cancellationToken);

    public Task<Operation> CancelAsync(Guid id, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(new HttpRequestMessage(HttpMethod.Post, $"http://catalog/api/operations/{id}/cancel"), cancellationToken);

    private Task<Operation> PostAsync<T>(string verb, T body, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(
            new HttpRequestMessage(HttpMethod.Post, $"http://catalog/api/models/{verb}") { Content = JsonContent.Create(body, options: ServiceJson.Options) },
            cancellationToken);
}

internal abstract record ModelChange;

internal sealed record ModelsListed(IReadOnlyList<ModelEntry> Models) : ModelChange;

internal sealed record ModelChanged(ModelEntry Model) : ModelChange;

internal sealed record ModelGone(string Id) : ModelChange;

internal abstract record OperationNews;

internal sealed record OperationsListed(IReadOnlyList<Operation> Operations) : OperationNews;

internal sealed record OperationChanged(Operation Operation) : OperationNews;
