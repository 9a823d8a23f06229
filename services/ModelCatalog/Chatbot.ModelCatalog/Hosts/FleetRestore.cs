using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>After a restart the hosts and their models are known at once, as offline.</summary>
internal sealed class FleetRestore(Fleet fleet, IServiceScopeFactory scopes, MigrationState<CatalogDbContext> migrations) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        fleet.Restore((await data.Hosts.AsNoTracking().ToListAsync(stoppingToken)).Select(row => row.ToState()));
    }
}
