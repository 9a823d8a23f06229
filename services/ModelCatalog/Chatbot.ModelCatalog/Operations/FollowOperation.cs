using System.Text.Json;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>GET /api/operations/{id}/events</c>: <c>event: operation</c> with each change, until it has ended.</summary>
internal static class FollowOperation
{
    public static async Task<IResult> HandleAsync(
        OperationId id, CatalogDbContext data, CurrentUser user, OperationSignals signals, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        if (!await data.VisibleTo(user).AnyAsync(operation => operation.Id == id, cancellationToken)) return ApiError.NotFound(Surfaces.Operations);

        string? sent = null;
        return new LiveResult(signals.Changed, async (stream, streamToken) =>
        {
            // A context of its own for each look: a stream must not hold one of the pool for an hour.
            await using var scope = scopes.CreateAsyncScope();
            var operation = await scope.ServiceProvider.GetRequiredService<CatalogDbContext>().Operations.AsNoTracking()
                .FirstAsync(operation => operation.Id == id, streamToken);
            var json = JsonSerializer.Serialize(operation.ToContract(), CatalogJson.Options);
            if (json != sent) await stream.SendAsync("operation", sent = json, streamToken);
            return operation.EndedAt is null;
        });
    }
}
