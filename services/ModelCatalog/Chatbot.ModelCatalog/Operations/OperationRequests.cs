using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>Takes an operation down, once for each idempotency key of a person.</summary>
internal sealed class OperationRequests(CatalogDbContext data, OperationSignals signals, TimeProvider time)
{
    /// <summary>The operation, the earlier one where the key was used before; a conflict where it was used for something else.</summary>
    public async Task<TakenOperation> TakeAsync(ModelOperation operation, Placed placed, CancellationToken cancellationToken)
    {
        if (await FindAsync(operation, cancellationToken) is { } known) return known;

        var now = time.GetUtcNow();
        data.Operations.Add(operation);
        data.Decisions.Add(placed.For(operation, now));
        data.Entry(operation).Property(row => row.CreatedAt).CurrentValue = now;
        try
        {
            await data.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same request came twice at once.
            data.ChangeTracker.Clear();
            return Answer(operation, (await EarlierAsync(operation, cancellationToken))!);
        }

        signals.Requested.Raise();
        signals.Changed.Raise();
        return operation;
    }

    /// <summary>What <see cref="TakeAsync"/> answers where the key was used before; else null.</summary>
    public async Task<TakenOperation?> FindAsync(ModelOperation operation, CancellationToken cancellationToken) =>
        await EarlierAsync(operation, cancellationToken) is { } earlier ? Answer(operation, earlier) : (TakenOperation?)null;

    private async Task<ModelOperation?> EarlierAsync(ModelOperation operation, CancellationToken cancellationToken) =>
        operation.IdempotencyKey is null
            ? null
            : await data.Operations.AsNoTracking().FirstOrDefaultAsync(
                row => row.RequestedBy == operation.RequestedBy && row.IdempotencyKey == operation.IdempotencyKey, cancellationToken);

    private static TakenOperation Answer(ModelOperation operation, ModelOperation earlier) => earlier.IsSameAs(operation)
        ? earlier
        : ApiError.Conflict(operation.Surface, "idempotencyKey: it was used for another request.");
}
