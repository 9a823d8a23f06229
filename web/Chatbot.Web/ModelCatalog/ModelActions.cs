using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Loading, keeping and unloading by hand, for those who may.</summary>
internal sealed class ModelActions(CatalogClient catalog, AccountClient accounts, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    private IReadOnlyList<string> _permissions = [];

    /// <summary>What may be done was asked: until then nothing may.</summary>
    public bool IsKnown { get; private set; }

    public bool MayLoad => May(Permissions.ModelsLoad);

    public bool MayUnload => May(Permissions.ModelsUnload);

    public bool MayManage => May(Permissions.HostsManage);

    public bool May(string permission) => _permissions.Contains(permission);

    /// <summary>The services decide anyway; this is for not showing what would be refused.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        try
        {
            _permissions = (await accounts.SessionAsync(cancellationToken)).Entitlements.Permissions;
        }
        catch (ServiceFailure)
        {
            _permissions = [];
        }

        IsKnown = true;
    }

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> LoadAsync(LoadModelRequest load, CancellationToken cancellationToken) =>
        catalog.LoadAsync(load with { IdempotencyKey = Guid.CreateVersion7().ToString() }, cancellationToken);

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> UnloadAsync(UnloadModelRequest unload, CancellationToken cancellationToken) =>
        catalog.UnloadAsync(unload with { IdempotencyKey = Guid.CreateVersion7().ToString() }, cancellationToken);

    /// <summary>What a load would take on each host, without a word where nobody can tell.</summary>
    public async Task<IReadOnlyList<HostEstimate>> EstimateAsync(string model, string? host, int? contextLength, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.EstimateAsync(model, host, contextLength, cancellationToken);
        }
        catch (ServiceFailure)
        {
            return [];
        }
    }

    /// <summary>
    /// Follows an operation to its end. <paramref name="waits"/> is told once, in words, when it waits for long.
    /// Answers why it did not succeed, null when it did.
    /// </summary>
    /// <exception cref="ServiceFailure">The catalog can't be asked.</exception>
    public async Task<string?> OutcomeAsync(Operation operation, Action<string> waits, CancellationToken cancellationToken)
    {
        var told = false;
        while (operation.EndedAt is null)
        {
            await Task.Delay(AskAgain, time, cancellationToken);
            operation = await catalog.OperationAsync(operation.Id, cancellationToken);
            if (told || !IsWaiting(operation) || time.GetUtcNow() - operation.CreatedAt < Long) continue;
            waits(operation.Message!);
            told = true;
        }

        return operation.State is OperationStates.Failed or OperationStates.Expired ? operation.Message ?? ModelTexts.DidNotWork : null;
    }

    private static bool IsWaiting(Operation operation) =>
        operation is { State: OperationStates.Pending or OperationStates.Dispatched, Message.Length: > 0 };
}
