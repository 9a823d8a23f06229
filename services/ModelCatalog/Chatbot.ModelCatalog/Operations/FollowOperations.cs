using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>GET /api/operations/events</c>: <c>operations</c> with the newest that the caller may see, then <c>operation</c> with each change.</summary>
internal static class FollowOperations
{
    public static LiveResult Handle(CurrentUser user, OperationSignals signals, IServiceScopeFactory scopes)
    {
        Dictionary<Guid, Operation>? sent = null;
        return new LiveResult(signals.Changed, async (stream, cancellationToken) =>
        {
            // A context of its own for each look: a stream must not hold one of the pool for an hour.
            await using var scope = scopes.CreateAsyncScope();
            var visible = scope.ServiceProvider.GetRequiredService<CatalogDbContext>().VisibleTo(user);
            var newest = await ListOperations.NewestAsync(visible, cancellationToken);
            if (sent is null) await stream.SendAsync("operations", JsonSerializer.Serialize(newest, CatalogJson.Options), cancellationToken);
            else await SendDifferenceAsync(stream, sent, newest, cancellationToken);

            sent = newest.ToDictionary(operation => operation.Id);
            return true;
        });
    }

    // Oldest first: whoever puts each new one on top has them in their order.
    private static async Task SendDifferenceAsync(
        EventStream stream, Dictionary<Guid, Operation> sent, IReadOnlyList<Operation> newest, CancellationToken cancellationToken)
    {
        foreach (var operation in newest.Reverse().Where(operation => sent.GetValueOrDefault(operation.Id) != operation))
            await stream.SendAsync("operation", JsonSerializer.Serialize(operation, CatalogJson.Options), cancellationToken);
    }
}
