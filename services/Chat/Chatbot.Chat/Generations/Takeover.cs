using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>Finds answers whose owner is gone, and claims them: who takes the next epoch decides what becomes of them.</summary>
internal sealed partial class Takeover(
    IServiceScopeFactory scopes,
    LiveGenerations live,
    IGenerationLogStore store,
    Succession succession,
    ReplicaId replica,
    TimeProvider time,
    ILogger<Takeover> logger)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    public async Task EndOrphansAsync(TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        // Neither what others have lost nor what it has just left itself.
        if (!live.TakesMore) return;
        foreach (var orphan in await OrphansAsync(lostAfter, cancellationToken))
        {
            try
            {
                // Before anything is claimed: without the log its text would be lost.
                await store.ReadAsync(orphan.Id, 0);
                if (await ClaimAsync(orphan, cancellationToken)) await succession.TakeAsync(orphan, orphan.Epoch + 1, cancellationToken);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone, and its log can't be read yet: {Reason}")]
    private partial void LogPostponed(GenerationId id, string reason);
}
