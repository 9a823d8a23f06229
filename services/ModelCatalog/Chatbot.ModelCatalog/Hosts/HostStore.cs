using System.Collections.Concurrent;
using System.Data.Common;
using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// Writes what a restart must know. Reports come four times a second, so only what differs from the row is written, and the
/// time of the last one now and then. Without the database the picture in memory goes on.
/// </summary>
internal sealed partial class HostStore(IServiceScopeFactory scopes, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<HostStore> logger)
{
    private static readonly TimeSpan LastSeenEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, HostState> _written = [];

    public async Task SaveAsync(HostState host, CancellationToken cancellationToken)
    {
        if (!migrations.Done.IsCompletedSuccessfully) return;
        if (_written.TryGetValue(host.Id, out var written) && SaysTheSame(written, host)) return;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
            if (await data.Hosts.FindAsync([host.Id], cancellationToken) is not { } row) data.Hosts.Add(row = new HostRow { Id = host.Id });
            row.Take(host);
            await data.SaveChangesAsync(cancellationToken);
            _written[host.Id] = host;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or TimeoutException or RetryLimitExceededException or InvalidOperationException)
        {
            // Another replica wrote the same row first, or there is no database just now: the next report is written.
            LogNotWritten(host.Id, exception.GetBaseException().Message);
        }
    }

    private bool SaysTheSame(HostState written, HostState host) =>
        written.Name == host.Name
        && written.AgentAddress == host.AgentAddress
        && written.AgentStartedAt == host.AgentStartedAt
        && written.LmStudio == host.LmStudio
        && written.Inventory == host.Inventory
        && time.GetUtcNow() - written.LastSeenAt < LastSeenEvery;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host {Host} could not be written to the database: {Reason}")]
    private partial void LogNotWritten(string host, string reason);
}
