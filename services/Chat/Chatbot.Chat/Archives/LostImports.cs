using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Archives;

/// <summary>An import whose replica is gone has failed, and its person is told so; those that ended long ago are forgotten.</summary>
internal sealed partial class LostImports(
    MigrationState<ChatDbContext> migrations, ImportRows rows, IOptions<ArchivesOptions> options, TimeProvider time, ILogger<LostImports> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        do
        {
            try
            {
                await rows.FailLostAsync(stoppingToken);
                await rows.ForgetOldAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(exception.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost and old imports can't be looked after yet: {Reason}")]
    private partial void LogLater(string reason);
}
