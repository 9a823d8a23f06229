using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The models of this person, kept up to date by the catalog's events; one subscription for a circuit.</summary>
internal sealed class ModelFeed(CatalogClient catalog, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, ModelEntry> _models = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private bool _started;

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
    public async Task FollowAsync()
    {
        if (_started) return;
        _started = true;
        for (var failures = 0; !_end.IsCancellationRequested;)
        {
            try
            {
                await foreach (var change in catalog.ChangesAsync(_end.Token))
                {
                    failures = 0;
                    Apply(change);
                }
            }
            catch (Exception exception) when (exception is ServiceFailure or HttpRequestException or IOException or JsonException)
            {
                // Told below like an end without error: the list is not live any more.
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }

            // A stream that ended once is made again quietly.
            if (++failures > 1)
            {
                IsAway = true;
                Changed?.Invoke();
            }

            if (!await PauseAsync(failures)) return;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task<bool> PauseAsync(int failures)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(15, 0.5 * Math.Pow(2, failures - 1))), time, _end.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
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
