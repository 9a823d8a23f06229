using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary>
/// Tells every chat replica where the agents of enrolled hosts are reached: on change, at the start, when one asks, and now and then for
/// those whose question got lost. Takes the accounts of removed hosts away, again until it is done.
/// </summary>
internal sealed partial class EnrolledHosts(
    IServiceScopeFactory scopes, IBus bus, MigrationState<CatalogDbContext> migrations, TimeProvider time, ILogger<EnrolledHosts> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RemovedAreToldFor = TimeSpan.FromDays(1);

    private readonly ChangeSignal _changed = new();

    public void Tell() => _changed.Raise();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        while (true)
        {
            var changed = _changed.Next;
            await TryAsync(PublishAsync, stoppingToken);
            await TryAsync(RemoveAccountsAsync, stoppingToken);
            await Task.WhenAny(changed, Task.Delay(Every, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task TryAsync(Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotDone(exception.GetBaseException().Message);
        }
    }

    private async Task PublishAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var removedAfter = time.GetUtcNow() - RemovedAreToldFor;
        var enrolled = await services.GetRequiredService<CatalogDbContext>().Hosts
            .Where(host => host.EnrolledAt != null && host.EnrolledAddress != null && (host.RemovedAt == null || host.RemovedAt > removedAfter))
            .Select(host => new { host.Id, host.EnrolledAddress, host.CertificateSha256, Removed = host.RemovedAt != null })
            .ToListAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        foreach (var host in enrolled)
            await bus.Publish(new HostRegistered(host.Id, new Uri(host.EnrolledAddress!), host.CertificateSha256, host.Removed), either.Token);
    }

    private static async Task RemoveAccountsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (data, accounts) = (services.GetRequiredService<CatalogDbContext>(), services.GetRequiredService<AgentAccounts>());
        var hosts = data.Hosts.AsNoTracking().Where(host => host.HasAccountsToRemove);
        foreach (var host in await hosts.Select(host => new { host.Id, host.RemovedAt }).ToListAsync(cancellationToken))
        {
            // Those before took their time: it may have been enrolled anew meanwhile, and the accounts are the new agent's.
            var same = hosts.Where(row => row.Id == host.Id && row.RemovedAt == host.RemovedAt);
            await data.WithAccountsOfAsync(host.Id, () => RemoveAccountsAsync(host.Id, same, accounts, cancellationToken), cancellationToken);
        }
    }

    private static async Task<bool> RemoveAccountsAsync(string host, IQueryable<HostRow> same, AgentAccounts accounts, CancellationToken cancellationToken)
    {
        if (!await same.AnyAsync(cancellationToken)) return false;
        await accounts.RemoveAsync(host, cancellationToken);
        await same.ExecuteUpdateAsync(row => row.SetProperty(to => to.HasAccountsToRemove, false), cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something about enrolled hosts could not be done, and is tried again: {Reason}")]
    private partial void LogNotDone(string reason);
}
