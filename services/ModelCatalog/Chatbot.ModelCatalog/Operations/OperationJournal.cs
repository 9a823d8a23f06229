using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>
/// Every change of a stored operation. Each is one conditional update, so that it does not matter how often, in which order or
/// by which replica news of an operation are written: states go forward, the first final one stays.
/// </summary>
internal sealed class OperationJournal(CatalogDbContext data, OperationSignals signals, TimeProvider time)
{
    private IQueryable<ModelOperation> Unacknowledged =>
        data.Operations.Where(row => row.State == OperationStates.Pending || row.State == OperationStates.Dispatched);

    private IQueryable<ModelOperation> Open => data.Operations.Where(row =>
        row.State == OperationStates.Pending || row.State == OperationStates.Dispatched || row.State == OperationStates.Running);

    /// <summary>Of several replicas one gets to send a command; it says when the last try was.</summary>
    public async Task<bool> ClaimAsync(ModelOperation operation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await Open.Where(row => row.Id == operation.Id && row.TriedAt == operation.TriedAt)
            .ExecuteUpdateAsync(row => row.SetProperty(op => op.TriedAt, now), cancellationToken) == 1;
    }

    /// <summary>False when the operation is not there to be worked on any more.</summary>
    public async Task<bool> DispatchedAsync(OperationId id, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            Open.Where(row => row.Id == id && row.State == OperationStates.Pending),
            rows => rows.ExecuteUpdateAsync(row => row.SetProperty(op => op.State, OperationStates.Dispatched), cancellationToken));
        return await Open.AnyAsync(row => row.Id == id, cancellationToken);
    }

    public Task ProgressedAsync(OperationProgressed news, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var startedAt = news.Waiting ? (DateTimeOffset?)null : now;
        return ChangeAsync(
            OpenFor(news.OperationId, news.HostId, news.Epoch),
            rows => rows.ExecuteUpdateAsync(
                row => row
                    .SetProperty(op => op.State, OperationStates.Running)
                    .SetProperty(op => op.Progress, op => op.Progress > news.Progress ? op.Progress : news.Progress)
                    .SetProperty(op => op.Waiting, op => op.StartedAt == null && news.Waiting)
                    .SetProperty(op => op.StartedAt, op => op.StartedAt ?? startedAt)
                    .SetProperty(op => op.HeardAt, now),
                cancellationToken));
    }

    public Task EndedAsync(OperationEnded news, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var succeeded = news.Outcome == OperationOutcomes.Succeeded;
        var state = news.Outcome switch
        {
            OperationOutcomes.Succeeded => OperationStates.Succeeded,
            OperationOutcomes.Cancelled => OperationStates.Cancelled,
            _ => OperationStates.Failed,
        };
        return ChangeAsync(
            OpenFor(news.OperationId, news.HostId, news.Epoch),
            rows => rows.ExecuteUpdateAsync(
                row => row
                    .SetProperty(op => op.State, state)
                    .SetProperty(op => op.Progress, op => succeeded ? 1 : op.Progress)
                    .SetProperty(op => op.Waiting, false)
                    .SetProperty(op => op.Reason, news.Reason)
                    .SetProperty(op => op.Detail, news.Detail)
                    .SetProperty(op => op.HeardAt, now)
                    .SetProperty(op => op.EndedAt, now),
                cancellationToken));
    }

    /// <summary>What was never sent is cancelled here; for the rest the agent is asked to. Who asked first is kept.</summary>
    public async Task CancelAsync(OperationId id, Guid requestedBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ChangeAsync(
            Open.Where(row => row.Id == id && row.CancelRequestedAt == null),
            rows => rows.ExecuteUpdateAsync(
                row => row
                    .SetProperty(op => op.CancelRequestedAt, now)
                    .SetProperty(op => op.CancelRequestedBy, requestedBy)
                    .SetProperty(op => op.EndedAt, op => op.State == OperationStates.Pending ? now : op.EndedAt)
                    .SetProperty(op => op.State, op => op.State == OperationStates.Pending ? OperationStates.Cancelled : op.State)
                    .SetProperty(op => op.TriedAt, (DateTimeOffset?)null),
                cancellationToken));
        signals.Requested.Raise();
    }

    /// <summary>Written once by its number; what is said of an operation by another host than its own, or by an earlier agent of it, is not.</summary>
    public Task DecidedAsync(OperationDecided news, CancellationToken cancellationToken)
    {
        var inputs = news.Inputs.ValueKind == JsonValueKind.Object ? news.Inputs.GetRawText() : "{}";
        return data.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO catalog.operation_decisions (operation_id, number, at, kind, sentence, inputs)
            SELECT id, {news.Number}, {news.At.ToUniversalTime()}, left({news.Kind}, 20), {news.Sentence}, {inputs}::jsonb
            FROM catalog.operations WHERE id = {news.OperationId} AND host = {news.HostId} AND {news.Number} > 0
                AND ({news.Epoch} = 0 OR NOT EXISTS (SELECT 1 FROM catalog.hosts WHERE hosts.id = operations.host AND hosts.epoch > {news.Epoch}))
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
    }

    /// <summary>Nobody will work on what was meant for a host that is gone.</summary>
    public Task HostRemovedAsync(string host, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            Open.Where(row => row.Host == host),
            rows => rows.ExecuteUpdateAsync(
                row => row
                    .SetProperty(op => op.State, OperationStates.Failed)
                    .SetProperty(op => op.Reason, FailureReasons.HostOffline)
                    .SetProperty(op => op.Detail, $"Host {host} was removed.")
                    .SetProperty(op => op.EndedAt, now),
                cancellationToken));
    }

    /// <summary>Another agent serves the host: it is told of everything that is open there, at once.</summary>
    public async Task SendAgainAsync(string host, CancellationToken cancellationToken)
    {
        var open = await Open.Where(row => row.Host == host).ExecuteUpdateAsync(row => row.SetProperty(op => op.TriedAt, (DateTimeOffset?)null), cancellationToken);
        if (open > 0) signals.Requested.Raise();
    }

    public Task ExpireAsync(DateTimeOffset createdBefore, DateTimeOffset heardBefore, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            data.Operations.Where(row =>
                (Unacknowledged.Any(open => open.Id == row.Id) && row.CreatedAt < createdBefore)
                || (row.State == OperationStates.Running && row.HeardAt < heardBefore)),
            rows => rows.ExecuteUpdateAsync(
                row => row.SetProperty(op => op.State, OperationStates.Expired).SetProperty(op => op.EndedAt, now), cancellationToken));
    }

    // What an agent says that another one has taken the host over from counts for nothing: the other does it again.
    private IQueryable<ModelOperation> OpenFor(Guid operation, string host, long epoch)
    {
        var id = new OperationId(operation);
        return Open.Where(row => row.Id == id && row.Host == host && (epoch == 0 || !data.Hosts.Any(known => known.Id == row.Host && known.Epoch > epoch)));
    }

    private async Task ChangeAsync(IQueryable<ModelOperation> rows, Func<IQueryable<ModelOperation>, Task<int>> update)
    {
        if (await update(rows) > 0) signals.Changed.Raise();
    }
}
