using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Generations;

/// <summary>
/// Keeps this replica's row alive by the database's clock, and ends the answers of replicas whose row is not. After an
/// outage of its own, its start being one, it waits a full period first: the others may just not have been able to write.
/// </summary>
internal sealed partial class Heartbeat(
    MigrationState<ChatDbContext> migrations,
    IServiceScopeFactory scopes,
    ReplicaId replica,
    Takeover takeover,
    IOptions<GenerationsOptions> options,
    TimeProvider time,
    ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private Task _round = Task.CompletedTask;
    private long _mayClaimUntil = long.MinValue;

    private readonly TimeSpan _period = TimeSpan.FromSeconds(options.Value.HeartbeatSeconds);
    private readonly TimeSpan _lostAfter = TimeSpan.FromSeconds(options.Value.LostAfterSeconds);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _round.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!migrations.Done.IsCompletedSuccessfully) return;
        try
        {
            await InDatabaseAsync(db => db.Replicas.Where(row => row.Id == replica.Value).ExecuteDeleteAsync(cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogMissed(exception.GetBaseException().Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_period, time);
        var aliveSince = time.GetTimestamp();
        var lastBeat = aliveSince;
        do
        {
            var begun = time.GetTimestamp();
            try
            {
                await InDatabaseAsync(db => BeatAsync(db, stoppingToken));
                if (time.GetElapsedTime(lastBeat) > _lostAfter) aliveSince = time.GetTimestamp();
                lastBeat = time.GetTimestamp();
                if (time.GetElapsedTime(aliveSince) >= _lostAfter) TakeOver(begun, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                aliveSince = time.GetTimestamp();
                Volatile.Write(ref _mayClaimUntil, long.MinValue);
                LogMissed(exception.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Beside the beat, one round at a time: however long it takes, this replica is seen to live. It claims while the newest
    // beat counts.
    private void TakeOver(long beat, CancellationToken stoppingToken)
    {
        Volatile.Write(ref _mayClaimUntil, beat + (long)(_lostAfter.TotalSeconds * time.TimestampFrequency));
        if (_round.IsCompleted) _round = Task.Run(() => RoundAsync(stoppingToken), stoppingToken);
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            await takeover.EndOrphansAsync(_lostAfter, () => time.GetTimestamp() < Volatile.Read(ref _mayClaimUntil), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogRoundFailed(exception.GetBaseException().Message);
        }
    }

    private async Task<int> BeatAsync(ChatDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"DELETE FROM chat.replicas WHERE seen_at < now() - {Forgotten}", cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"INSERT INTO chat.replicas (id, seen_at) VALUES ({replica.Value}, now()) ON CONFLICT (id) DO UPDATE SET seen_at = now()",
            cancellationToken);
    }

    private async Task InDatabaseAsync(Func<ChatDbContext, Task<int>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<ChatDbContext>());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This replica could not show that it lives: {Reason}")]
    private partial void LogMissed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answers whose owner is gone could not be looked for: {Reason}")]
    private partial void LogRoundFailed(string reason);
}
