using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;

namespace Chatbot.Chat.Archives;

/// <summary>Brings in what this replica was sent. Told to stop, it says so of what it can't finish: its archives end with it.</summary>
internal sealed partial class ImportWorker(MigrationState<ChatDbContext> migrations, ImportQueue queue, ImportRun run, ImportRows rows, ILogger<ImportWorker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await migrations.Done.WaitAsync(stoppingToken);
            await foreach (var order in queue.ReadAsync(stoppingToken)) await DoAsync(order, () => run.RunAsync(order, stoppingToken));
        }
        finally
        {
            foreach (var order in queue.Close()) await DoAsync(order, () => rows.EndAsync(order.Id, default, ImportRows.Broken));
        }
    }

    private async Task DoAsync(ImportOrder order, Func<Task> work)
    {
        await using var archive = order.Archive;
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            // The row goes on saying that it runs until this replica is gone: then it is found.
            LogUnfinished(order.Id, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of import {Id} can't be stored.")]
    private partial void LogUnfinished(ImportId id, Exception exception);
}
