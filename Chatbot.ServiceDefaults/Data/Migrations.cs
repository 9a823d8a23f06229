using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Data;

public static class MigrationsExtensions
{
    /// <summary>
    /// Migrates the schema at start under EF's migration lock; the service answers <c>/health</c> with 503 until it is done.
    /// A database that is not there yet is waited for.
    /// </summary>
    public static void AddMigrations<TContext>(this IServiceCollection services) where TContext : DbContext
    {
        services.AddSingleton<MigrationState<TContext>>();
        services.AddHostedService<Migrator<TContext>>();
        services.AddHealthChecks().AddCheck<MigrationState<TContext>>("migrations");
    }
}

/// <summary>Await <see cref="Done"/> before background work touches the database.</summary>
public sealed class MigrationState<TContext> : IHealthCheck where TContext : DbContext
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_done.Task.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The schema is being migrated."));

    internal void Complete() => _done.TrySetResult();
}

internal sealed partial class Migrator<TContext>(IServiceScopeFactory scopes, MigrationState<TContext> state, ILogger<Migrator<TContext>> logger)
    : BackgroundService where TContext : DbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromSeconds(0.5); ; wait = TimeSpan.FromSeconds(Math.Min(10, wait.TotalSeconds * 2)))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync(stoppingToken);
                state.Complete();
                return;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or TimeoutException or InvalidOperationException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException)
            {
                LogWaiting(typeof(TContext).Name, exception.GetBaseException().Message, wait.TotalSeconds);
                // The machine's time: a start waits for a real server, whatever clock the service tells the time by.
                await Task.Delay(wait, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database of {Context} can't be migrated yet: {Reason} Next try in {Seconds} s.")]
    private partial void LogWaiting(string context, string reason, double seconds);
}
