using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The models of this person, kept up to date by the catalog's events; one subscription for a circuit.</summary>
internal sealed class ModelFeed(CatalogClient catalog, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, ModelEntry> _models = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private Task? _following;

    public event Action? Changed;

    /// <summary>In the catalog's order.</summary>
    public IEnumerable<ModelEntry> Models => _models.Values;

    public bool IsLoaded { get; private set; }

    /// <summary>The catalog does not answer; what is shown is what was last known.</summary>
    public bool IsAway { get; private set; }

    /// <summary>When the figures that count down were true.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public ModelEntry? Find(string id) => _models.GetValueOrDefault(id);

    /// <summary>Follows the events until the circuit ends; the first call starts it.</summary>
    public Task FollowAsync() => _following ??= new FeedLoop(time).FollowAsync(catalog.ChangesAsync, Apply, Away, _end.Token);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private void Away()
    {
        IsAway = true;
        Changed?.Invoke();
    }

    private void Apply(ModelChange change)
    {
        switch (change)
        {
            case ModelsListed listed:
                _models.Clear();
                foreach (var model in listed.Models) _models[model.Id] = model;
                IsLoaded = true;
                break;
            case ModelChanged changed:
                _models[changed.Model.Id] = changed.Model;
                break;
            case ModelGone gone:
                _models.Remove(gone.Id);
                break;
        }

        IsAway = false;
        UpdatedAt = time.GetUtcNow();
        Changed?.Invoke();
    }
}
