using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// Tells the fleet what the table of hosts says: after a restart all hosts and their models, as offline, and from then on what
/// this replica or another one changed.
/// </summary>
internal sealed partial class HostRegister(
    Fleet fleet, IServiceScopeFactory scopes, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<HostRegister> logger)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _isRead;

    /// <summary>The table was read once: until then a host that is not known may well be there.</summary>
    public bool IsRead => _isRead;

    /// <summary>Whoever changes the table calls it: what is answered next says so.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // One at a time: an older look must not overwrite a newer one.
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var hosts = scope.ServiceProvider.GetRequiredService<CatalogDbContext>().Hosts.AsNoTracking();
            var registered = (await WithoutInventory(hosts).ToListAsync(cancellationToken)).ToDictionary(row => row.Id, row => row.Registration);
            fleet.Register(registered);

            var missing = registered.Values.Where(host => !host.Removed && fleet.Hosts.GetValueOrDefault(host.Id) is not { Inventory.IsKnown: true }).Select(host => host.Id).ToList();
            if (missing.Count > 0) fleet.Restore((await hosts.Where(row => missing.Contains(row.Id)).ToListAsync(cancellationToken)).Select(row => row.ToState()));
            _isRead = true;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsRead ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The table of hosts was not read yet."));

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(exception.GetBaseException().Message);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    // The lists of models are long, and nobody but the agents changes them.
    private static IQueryable<HostRow> WithoutInventory(IQueryable<HostRow> hosts) => hosts.Select(row => new HostRow
    {
        Id = row.Id,
        Epoch = row.Epoch,
        AgentAddress = row.AgentAddress,
        GivenName = row.GivenName,
        Draining = row.Draining,
        MemoryBudgetBytes = row.MemoryBudgetBytes,
        EvictForeign = row.EvictForeign,
        EnrolledAt = row.EnrolledAt,
        EnrolledAddress = row.EnrolledAddress,
        CertificateSha256 = row.CertificateSha256,
        RemovedAt = row.RemovedAt,
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The table of hosts could not be read: {Reason}")]
    private partial void LogNotRead(string reason);
}
