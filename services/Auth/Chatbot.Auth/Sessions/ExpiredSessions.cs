using Chatbot.Auth.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Sessions;

/// <summary>Deletes rows that nobody can use any more. Guest accounts stay: chats hang on them.</summary>
internal sealed partial class ExpiredSessions(
    MigrationState<AuthDbContext> migrations, IServiceScopeFactory scopes, TimeProvider time, ILogger<ExpiredSessions> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await migrations.Done.WaitAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception.GetBaseException().Message); // The next hour will do.
            }
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Sessions
            .Where(session => session.ExpiresAt <= now)
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired sessions can't be deleted now: {Reason}")]
    private partial void LogFailed(string reason);
}
