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
internal sealed partial class HostStore(
    Fleet fleet, IServiceScopeFactory scopes, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<HostStore> logger)
    : IDisposable
{
    private static readonly TimeSpan LastSeenEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, HostState> _written = [];

    public async Task SaveAsync(string hostId, CancellationToken cancellationToken)
    {
        if (!migrations.Done.IsCompletedSuccessfully) return;

        await _one.WaitAsync(cancellationToken);
        try
        {
            // As it is by now: whoever waited here writes for all who came after.
            var host = fleet.Hosts[hostId];
            if (!_written.TryGetValue(hostId, out var written) || !SaysTheSame(written, host)) await WriteAsync(host, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task WriteAsync(HostState host, CancellationToken cancellationToken)
    {
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
