using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// Writes what a restart must know, behind the picture: no report waits for the database. Reports come four times a second,
/// so only what differs from the row is written, and the time of the last one now and then.
/// </summary>
internal sealed partial class HostStore(
    Fleet fleet, IServiceScopeFactory scopes, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<HostStore> logger)
    : BackgroundService
{
    private static readonly TimeSpan LastSeenEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, HostState> _written = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        while (true)
        {
            var changed = fleet.Changes.Next;
            var all = true;
            foreach (var id in fleet.Hosts.Keys)
            {
                // As it is by now: the one before may have taken its time, and this one may have been removed meanwhile.
                if (fleet.Hosts.TryGetValue(id, out var host)) all &= await TryWriteAsync(host, stoppingToken);
            }

            await (all ? changed.WaitAsync(stoppingToken) : Task.Delay(PauseAfterFailure, time, stoppingToken));
        }
    }

    private async Task<bool> TryWriteAsync(HostState host, CancellationToken cancellationToken)
    {
        try
        {
            if (!IsNews(host)) return true;
            await using var scope = scopes.CreateAsyncScope();
            var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
            var row = await data.Hosts.FindAsync([host.Id], cancellationToken);
            if (row is null)
            {
                await data.AddHostAsync(host.Id, host.Name, host.LastSeenAt, cancellationToken);
                row = await data.Hosts.FirstAsync(row => row.Id == host.Id, cancellationToken);
            }

            row.Take(host);
            await data.SaveChangesAsync(cancellationToken);
            _written[host.Id] = host;
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // There is no database just now.
            LogNotWritten(host.Id, exception.GetBaseException().Message);
            return false;
        }
    }

    // What was only restored is the row itself, and another replica may have written it since.
    private bool IsNews(HostState host) =>
        (host.Online || host.Number > 0) && (!_written.TryGetValue(host.Id, out var written) || !SaysTheSame(written, host));

    private static bool SaysTheSame(HostState written, HostState host) =>
        written.Name == host.Name
        && written.AgentAddress == host.AgentAddress
        && written.AgentStartedAt == host.AgentStartedAt
        && written.LmStudio == host.LmStudio
        && written.Inventory == host.Inventory
        && host.LastSeenAt - written.LastSeenAt < LastSeenEvery;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host {Host} could not be written to the database: {Reason}")]
    private partial void LogNotWritten(string host, string reason);
}
