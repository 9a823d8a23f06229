using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>Ends answers whose owner is gone: the text that its log has is kept, the seam marked.</summary>
internal sealed partial class Takeover(
    IServiceScopeFactory scopes,
    LiveGenerations live,
    IGenerationLogStore store,
    GenerationEnd end,
    ReplicaId replica,
    TimeProvider time,
    ILogger<Takeover> logger)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    public async Task EndOrphansAsync(TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        foreach (var orphan in await OrphansAsync(lostAfter, cancellationToken))
        {
            try
            {
                // Before anything is claimed: without the log its text would be lost.
                await store.ReadAsync(orphan.Id, 0);
                if (await ClaimAsync(orphan, cancellationToken)) await EndAsync(orphan.Id, orphan.MessageId, orphan.Epoch + 1);
            }
            catch (LogStoreUnavailableException exception)
            {
                LogPostponed(orphan.Id, exception.InnerException!.Message);
            }
        }
    }

    private async Task<List<Generation>> OrphansAsync(TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var running = await db.Generations.FromSql(
            $"""
            SELECT * FROM chat.generations g WHERE g.state = {MessageStates.Streaming} AND (g.owner = {replica.Value} OR NOT EXISTS
                (SELECT 1 FROM chat.replicas r WHERE r.id = g.owner AND r.seen_at > now() - {lostAfter}))
            """).AsNoTracking().ToListAsync(cancellationToken);

        return [.. running.Where(generation => generation.Owner != replica.Value || IsLeft(generation))];
    }

    // One's own that does not run: claimed before, and then the store was away; or its start or its end failed.
    private bool IsLeft(Generation generation) =>
        live.Find(generation.Id) is null && (generation.Epoch > 1 || time.GetUtcNow() - generation.CreatedAt > StartPatience);

    private async Task<bool> ClaimAsync(Generation orphan, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        return await db.Generations
            .Where(generation => generation.Id == orphan.Id && generation.Epoch == orphan.Epoch && generation.State == MessageStates.Streaming)
            .ExecuteUpdateAsync(
                update => update.SetProperty(generation => generation.Epoch, orphan.Epoch + 1).SetProperty(generation => generation.Owner, replica.Value),
                cancellationToken) == 1;
    }

    private async Task EndAsync(GenerationId id, MessageId message, int epoch)
    {
        var log = await store.ReadAsync(id, 0) ?? new LogBatch(1, [], false);
        while (!log.Ended)
        {
            // The first write of the new epoch shuts the old owner out; what it managed to write before is read again.
            var seam = Seam(LoggedAnswer.From(log.Parts));
            var closing = new LogBatch(log.Parts.Count + 1, seam, true);
            var expected = log.Parts.Count + seam.Count;
            var last = await store.AppendAsync(id, epoch, closing);
            if (last is null) return;
            log = await store.ReadAsync(id, 0) ?? new LogBatch(1, [], false);
            if (last == expected) break;
        }

        await end.SaveAsync(id, message, epoch, Ending.Interrupted, LoggedAnswer.From(log.Parts).Text.Parts, log.Parts.Count);
        LogEnded(id, epoch);
    }

    private static List<ReadOnlyMemory<byte>> Seam(LoggedAnswer answer)
    {
        var seam = new List<ReadOnlyMemory<byte>>();
        if (answer.Text.OpenKind is { } kind) seam.Add(StreamParts.BlockEnd(kind, answer.Text.BlockId));
        seam.Add(StreamParts.Interrupted());
        if (answer.InStep) seam.Add(StreamParts.FinishStep());
        seam.Add(StreamParts.Finish(Ending.Interrupted.FinishReason));
        return seam;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone: ended as interrupted under epoch {Epoch}.")]
    private partial void LogEnded(GenerationId id, int epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone, and its log can't be read yet: {Reason}")]
    private partial void LogPostponed(GenerationId id, string reason);
}
