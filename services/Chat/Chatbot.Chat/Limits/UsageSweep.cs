using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Limits;

/// <summary>Deletes counts of days that are over: the next message begins a new one anyway.</summary>
internal sealed partial class UsageSweep(
    MigrationState<ChatDbContext> migrations, IServiceScopeFactory scopes, TimeProvider time, ILogger<UsageSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public static async Task DeleteAsync(ChatDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var over = now - DailyLimit.Window;
        await db.AddressUsage.Where(usage => usage.WindowStartedAt <= over).ExecuteDeleteAsync(cancellationToken);
        await db.Usage.Where(usage => usage.WindowStartedAt <= over).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await DeleteAsync(scope.ServiceProvider.GetRequiredService<ChatDbContext>(), time.GetUtcNow(), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(exception.GetBaseException().Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old counts of messages can't be deleted yet: {Reason}")]
    private partial void LogLater(string reason);
}
