using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>
/// The table of operations is its own outbox: sends what was requested at once, and again what no agent has acknowledged.
/// An agent does each operation once by its id, and says its end again when the command comes again: so a lost command and a
/// lost end are healed by the same repetition.
/// </summary>
internal sealed partial class OperationDispatcher(
    IServiceScopeFactory scopes, CommandSender sender, OperationSignals signals, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<OperationDispatcher> logger)
    : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AgainWhenNotAcknowledged = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AgainWhenSilent = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnacknowledgedLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SilentLife = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        while (true)
        {
            var requested = signals.Requested.Next;
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away: what was requested is in it, and is sent when it is back.
                LogNotSent(exception.GetBaseException().Message);
            }

            await Task.WhenAny(requested, Task.Delay(Every, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<OperationJournal>().ExpireAsync(now - UnacknowledgedLife, now - SilentLife, cancellationToken);

        var (triedBefore, silentSince) = (now - AgainWhenNotAcknowledged, now - AgainWhenSilent);
        var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        var due = await data.Operations.AsNoTracking()
            .Where(row =>
                row.State == OperationStates.Pending
                || (row.State == OperationStates.Dispatched && (row.TriedAt == null || row.TriedAt < triedBefore))
                || (row.State == OperationStates.Running && (row.TriedAt == null || (row.TriedAt < triedBefore && (row.CancelRequestedAt != null || row.HeardAt < silentSince)))))
            .OrderBy(row => row.CreatedAt)
            .Take(Batch)
            .Select(row => new { Operation = row, Epoch = data.Hosts.Where(host => host.Id == row.Host).Select(host => host.Epoch).FirstOrDefault() })
            .ToListAsync(cancellationToken);

        // Together: one deadline for all where the broker is away. Those of one host stay in their order.
        await Task.WhenAll(due.GroupBy(row => (row.Operation.Host, row.Epoch)).Select(host => SendAsync(host.Key.Epoch, host.Select(row => row.Operation), cancellationToken)));
    }

    private async Task SendAsync(long epoch, IEnumerable<ModelOperation> operations, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var journal = scope.ServiceProvider.GetRequiredService<OperationJournal>();
        foreach (var operation in operations)
        {
            // What has expired must not be carried out: the command lives no longer than its operation.
            if (LeftOf(operation) is not { Ticks: > 0 } left || !await journal.ClaimAsync(operation, cancellationToken)) continue;
            if (!await sender.TrySendAsync(operation.Host, operation.Command(epoch), left, cancellationToken)) return;

            // Cancelled while it was being sent: the agent has it now, and must be told.
            if (!await journal.DispatchedAsync(operation.Id, cancellationToken))
                await sender.TrySendAsync(operation.Host, operation.Cancellation(epoch), life: null, cancellationToken);
        }
    }

    private TimeSpan LeftOf(ModelOperation operation) =>
        (operation is { State: OperationStates.Running, HeardAt: { } heardAt } ? heardAt + SilentLife : operation.CreatedAt + UnacknowledgedLife) - time.GetUtcNow();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Operations can't be sent just now: {Reason}")]
    private partial void LogNotSent(string reason);
}
