using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Data;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>
/// Writes what agents say of operations, behind the bus: no message waits for the database. Of each operation only the newest
/// of an agent is kept. What can't be written is dropped: the next progress makes it good, and an end is in the queue of ends too.
/// </summary>
internal sealed partial class OperationNews(
    IServiceScopeFactory scopes, OperationSignals signals, MigrationState<CatalogDbContext> migrations, ILogger<OperationNews> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<(Guid Operation, string Host, long Epoch), object> _waiting = [];
    private readonly ChangeSignal _added = new();

    public void Take(OperationProgressed news)
    {
        _waiting.AddOrUpdate((news.OperationId, news.HostId, news.Epoch), news, (_, known) => known is OperationProgressed progressed ? Both(progressed, news) : known);
        _added.Raise();
    }

    public void Take(OperationEnded news)
    {
        _waiting[(news.OperationId, news.HostId, news.Epoch)] = news;
        _added.Raise();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        while (true)
        {
            var added = _added.Next;
            foreach (var key in _waiting.Keys)
            {
                if (_waiting.TryRemove(key, out var news)) await WriteAsync(news, stoppingToken);
            }

            await added.WaitAsync(stoppingToken);
        }
    }

    // They may have come in either order.
    private static OperationProgressed Both(OperationProgressed one, OperationProgressed other) =>
        other with { Progress = Math.Max(one.Progress, other.Progress), Waiting = one.Waiting && other.Waiting };

    private async Task WriteAsync(object news, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var journal = scope.ServiceProvider.GetRequiredService<OperationJournal>();
            if (news is OperationProgressed progressed)
            {
                await journal.ProgressedAsync(progressed, cancellationToken);
                return;
            }

            await journal.EndedAsync((OperationEnded)news, cancellationToken);
            // Another replica may have written it first.
            signals.Changed.Raise();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotWritten(exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "News of an operation could not be written to the database: {Reason}")]
    private partial void LogNotWritten(string reason);
}
