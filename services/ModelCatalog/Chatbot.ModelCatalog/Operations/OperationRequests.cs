using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>Takes an operation down, once for each idempotency key of a person.</summary>
internal sealed class OperationRequests(CatalogDbContext data, OperationSignals signals, TimeProvider time)
{
    /// <summary>202 with the operation, the earlier one where the key was used before; 409 where it was used for something else.</summary>
    public async Task<IResult> TakeAsync(ModelOperation operation, CancellationToken cancellationToken)
    {
        if (await FindAsync(operation, cancellationToken) is { } known) return known;

        data.Operations.Add(operation);
        data.Entry(operation).Property(row => row.CreatedAt).CurrentValue = time.GetUtcNow();
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
        return Accepted(operation);
    }

    /// <summary>What <see cref="TakeAsync"/> answers where the key was used before; else null.</summary>
    public async Task<IResult?> FindAsync(ModelOperation operation, CancellationToken cancellationToken) =>
        await EarlierAsync(operation, cancellationToken) is { } earlier ? Answer(operation, earlier) : null;

    private async Task<ModelOperation?> EarlierAsync(ModelOperation operation, CancellationToken cancellationToken) =>
        operation.IdempotencyKey is null
            ? null
            : await data.Operations.AsNoTracking().FirstOrDefaultAsync(
                row => row.RequestedBy == operation.RequestedBy && row.IdempotencyKey == operation.IdempotencyKey, cancellationToken);

    private static IResult Answer(ModelOperation operation, ModelOperation earlier) => earlier.IsSameAs(operation)
        ? Accepted(earlier)
        : ApiError.Conflict(Surfaces.Models, "idempotencyKey: it was used for another request.");

    private static IResult Accepted(ModelOperation operation) => Results.Accepted($"/api/operations/{operation.Id}", operation.ToContract());
}
