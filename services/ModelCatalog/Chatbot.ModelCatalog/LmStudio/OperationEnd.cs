using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.LmStudio;

/// <summary>Waits for an operation's end, for clients that know no operations: not longer than any proxy on the way waits, nor for a host that went away.</summary>
internal sealed class OperationEnd(IServiceScopeFactory scopes, OperationSignals signals, Fleet fleet, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    /// <summary>Null when it succeeded.</summary>
    public async Task<ApiError?> OfAsync(ModelOperation operation, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var changed = signals.Changed.Next;
            var now = await ReadAsync(operation.Id, cancellationToken);
            if (now.EndedAt is not null) return Failure(now);
            if (time.GetElapsedTime(since) >= Patience) return GoesOn($"This takes longer than usual and goes on in the background on host {now.Host}. Please look again later.");
            if (!fleet.Hosts.TryGetValue(now.Host, out var host) || !host.IsUsable)
                return GoesOn($"Host {now.Host} can't be reached just now; this goes on when it is back. Please look again later.");

            await Task.WhenAny(changed, Task.Delay(LookAnyway, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // A context of its own for each look: who waits for minutes must not hold one of the pool.
    private async Task<ModelOperation> ReadAsync(OperationId id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CatalogDbContext>().Operations.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
    }

    private static ApiError? Failure(ModelOperation operation)
    {
        var told = operation.ToContract();
        return told switch
        {
            { State: OperationStates.Succeeded } => null,
            { State: OperationStates.Cancelled } => ApiError.Conflict(Surfaces.Models) with { Message = "It was cancelled." },
            { State: OperationStates.Expired } => ApiError.Offline(Surfaces.Models, told.Message),
            { Reason: FailureReasons.ModelNotFound or FailureReasons.InstanceNotFound } => ApiError.NotFound(Surfaces.Models, told.Reason) with { Message = told.Message },
            { Reason: FailureReasons.HostOffline or FailureReasons.LmStudioUnreachable or FailureReasons.TimedOut or FailureReasons.HostDraining or FailureReasons.AgentRestarted } =>
                ApiError.Offline(Surfaces.Models, told.Message) with { Cause = told.Reason },
            _ => ApiError.Conflict(Surfaces.Models, told.Reason) with { Message = told.Message },
        };
    }

    private static ApiError GoesOn(string sentence) => ApiError.Offline(Surfaces.Models, sentence);
}
