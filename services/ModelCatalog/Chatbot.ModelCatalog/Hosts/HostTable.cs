using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>What people do to the table of hosts; the fleet of this replica knows it when a method returns.</summary>
internal sealed class HostTable(CatalogDbContext data, Fleet fleet, HostRegister register, TimeProvider time)
{
    /// <summary>False where there is no such host.</summary>
    public async Task<bool> ChangeAsync(string id, HostChange change, CancellationToken cancellationToken)
    {
        await WriteDownAsync(id, cancellationToken);
        var found = await Present(id).ExecuteUpdateAsync(
            row =>
            {
                row.SetProperty(host => host.Draining, host => change.Draining ?? host.Draining);
                if (change.GivesName()) row.SetProperty(host => host.GivenName, change.Name?.Trim());
                if (change.GivesMemoryBudget()) row.SetProperty(host => host.MemoryBudgetBytes, change.MemoryBudgetBytes);
                if (change.GivesEvictForeign()) row.SetProperty(host => host.EvictForeign, change.EvictForeign);
            },
            cancellationToken) == 1;
        if (found) await register.RefreshAsync(cancellationToken);
        return found;
    }

    /// <summary>Null where there is no such host.</summary>
    public async Task<HostRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await WriteDownAsync(id, cancellationToken);
        return await Present(id).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await Present(id).ExecuteUpdateAsync(
            row => row
                .SetProperty(host => host.RemovedAt, now)
                .SetProperty(host => host.AgentId, (Guid?)null)
                .SetProperty(host => host.TokenHash, (byte[]?)null)
                .SetProperty(host => host.HasAccountsToRemove, host => host.EnrolledAt != null),
            cancellationToken);
        await register.RefreshAsync(cancellationToken);
    }

    private IQueryable<HostRow> Present(string id) => data.Hosts.Where(row => row.Id == id && row.RemovedAt == null);

    // A host that has just reported for the first time is written a moment later.
    private async Task WriteDownAsync(string id, CancellationToken cancellationToken)
    {
        if (fleet.Hosts.TryGetValue(id, out var host)) await data.AddHostAsync(id, host.Name, host.LastSeenAt, cancellationToken);
    }
}
