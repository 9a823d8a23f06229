using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Loading and unloading by hand, for those who may.</summary>
internal sealed class ModelActions(CatalogClient catalog, AccountClient accounts, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    private IReadOnlyList<string> _permissions = [];

    public bool MayLoad => _permissions.Contains(Permissions.ModelsLoad);

    public bool MayUnload => _permissions.Contains(Permissions.ModelsUnload);

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
    }

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> LoadAsync(ModelEntry model, CancellationToken cancellationToken) =>
        catalog.LoadAsync(new LoadModelRequest(model.Id, IdempotencyKey: Guid.CreateVersion7().ToString()), cancellationToken);

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> UnloadAsync(ModelEntry model, CancellationToken cancellationToken) =>
        catalog.UnloadAsync(new UnloadModelRequest(model.Id, IdempotencyKey: Guid.CreateVersion7().ToString()), cancellationToken);

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

        return operation.State is OperationStates.Failed or OperationStates.Expired ? operation.Message ?? "That did not work." : null;
    }

    private static bool IsWaiting(Operation operation) =>
        operation is { State: OperationStates.Pending or OperationStates.Dispatched, Message.Length: > 0 };
}
