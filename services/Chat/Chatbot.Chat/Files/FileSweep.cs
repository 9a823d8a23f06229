using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Files;

/// <summary>Cleans up after files, in every replica: none gets in another's way.</summary>
internal sealed partial class FileSweep(
    MigrationState<ChatDbContext> migrations, UnusedFiles unused, IOptions<FilesOptions> options, TimeProvider time, ILogger<FileSweep> logger) : BackgroundService
{
    // Goes through the whole container, which is rarely worth it.
    private const int SweepsPerListing = 24;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(options.Value.SweepHours), time);
        for (var sweep = 1; await timer.WaitForNextTickAsync(stoppingToken); sweep++)
        {
            try
            {
                while (await unused.DeleteSomeAsync(stoppingToken))
                {
                }

                if (sweep % SweepsPerListing == 1) await unused.DeleteBlobsWithoutRowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(exception.GetBaseException().Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files that nobody needs can't be deleted yet: {Reason}")]
    private partial void LogLater(string reason);
}
