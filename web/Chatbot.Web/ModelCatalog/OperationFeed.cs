using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Operations that this person may see, newest first, kept up to date by the catalog's events.</summary>
internal sealed class OperationFeed(CatalogClient catalog, TimeProvider time) : IDisposable
{
    private const int Most = 100;

    private readonly List<Operation> _operations = [];
    private readonly CancellationTokenSource _end = new();
    private Task? _following;

    public event Action? Changed;

    public IReadOnlyList<Operation> Operations => _operations;

    public bool IsLoaded { get; private set; }

    /// <summary>Follows the events until the circuit ends; the first call starts it.</summary>
    public Task FollowAsync() => _following ??= new FeedLoop(time).FollowAsync(catalog.OperationChangesAsync, Apply, () => { }, _end.Token);

    /// <summary>What an answer said, before the events say it.</summary>
    public void Take(Operation operation)
    {
        var place = _operations.FindIndex(known => known.Id == operation.Id);
        // An answer may be older than what was told since: an end stays.
        if (place >= 0 && (_operations[place].EndedAt is null || operation.EndedAt is not null)) _operations[place] = operation;
        else if (place < 0) _operations.Insert(0, operation);
        if (_operations.Count > Most) _operations.RemoveAt(Most);
        Changed?.Invoke();
    }

    /// <summary>The load of that model on that host that goes on; null where nobody asked for it by hand, or it is not theirs to see.</summary>
    public Operation? LoadOf(string model, string host) => _operations.Find(operation =>
        operation is { Kind: "load", EndedAt: null } && operation.Model == model && operation.Host == host);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private void Apply(OperationNews news)
    {
        if (news is OperationsListed listed)
        {
            _operations.Clear();
            _operations.AddRange(listed.Operations);
            IsLoaded = true;
            Changed?.Invoke();
        }
        else if (news is OperationChanged changed)
        {
            Take(changed.Operation);
        }
    }
}
