using System.Data.Common;
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

    private const int AtOnce = 4;
    private const int MostInRound = 100;

    private readonly TakeoverTries _tries = new(time);

    /// <param name="mayClaim">Asked before each one: a round may outlast this replica's own signs of life.</param>
    public async Task EndOrphansAsync(TimeSpan lostAfter, Func<bool> mayClaim, CancellationToken cancellationToken)
    {
        // Neither what others have lost nor what it has just left itself.
        if (!live.TakesMore) return;
        await Parallel.ForEachAsync(
            await OrphansAsync(lostAfter, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (orphan, stopping) =>
            {
                if (live.TakesMore && mayClaim() && _tries.MayTry(orphan.Id)) await TakeAsync(orphan, lostAfter, stopping);
            });
    }

    // One that can't be taken keeps none of the others waiting.
    private async Task TakeAsync(Generation orphan, TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        var claimed = false;
        try
        {
            // Before anything is claimed: without the log its text would be lost.
            await store.ReadAsync(orphan.Id, 0);
            claimed = await ClaimAsync(orphan, lostAfter, cancellationToken);
            if (claimed) await succession.TakeAsync(orphan, orphan.Epoch + 1, cancellationToken);
            _tries.Done(orphan.Id);
        }
        catch (LogStoreUnavailableException exception) when (!exception.IsBroken)
        {
            LogPostponed(orphan.Id, exception.InnerException!.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTaken(exception, orphan.Id);
            // Neither the store nor the database is why: it is the answer itself.
            if (exception.GetBaseException() is not (DbException or TimeoutException) && _tries.Failed(orphan.Id, lostAfter)) await GiveUpAsync(orphan, claimed, lostAfter, cancellationToken);
        }
    }

    private async Task GiveUpAsync(Generation orphan, bool claimed, TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        try
        {
            if (claimed || await ClaimAsync(orphan, lostAfter, cancellationToken)) await succession.GiveUpAsync(orphan, orphan.Epoch + 1, cancellationToken);
            _tries.Done(orphan.Id);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTaken(exception, orphan.Id);
        }
    }

    // In any order: those that can't be taken never fill all rounds.
    private async Task<List<Generation>> OrphansAsync(TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var here = live.All.Select(generation => generation.Order.Id.Value).ToArray();
        var running = await db.Generations.FromSql(
            $"""
            SELECT * FROM chat.generations g WHERE g.state = {MessageStates.Streaming} AND g.id <> ALL ({here}) AND (g.owner = {replica.Value} OR NOT EXISTS
                (SELECT 1 FROM chat.replicas r WHERE r.id = g.owner AND r.seen_at > now() - {lostAfter}))
            ORDER BY random() LIMIT {MostInRound}
            """).AsNoTracking().ToListAsync(cancellationToken);

        return [.. running.Where(generation => generation.Owner != replica.Value || IsLeft(generation))];
    }

    // One's own that does not run: claimed before, and then the store was away; or its start or its end failed.
    private bool IsLeft(Generation generation) =>
        live.Find(generation.Id) is null && (generation.Epoch > 1 || time.GetUtcNow() - generation.CreatedAt > StartPatience);

    // Its owner may have come back since the round began.
    private async Task<bool> ClaimAsync(Generation orphan, TimeSpan lostAfter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        return await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE chat.generations g SET epoch = {orphan.Epoch + 1}, owner = {replica.Value}
            WHERE g.id = {orphan.Id.Value} AND g.epoch = {orphan.Epoch} AND g.state = {MessageStates.Streaming} AND (g.owner = {replica.Value} OR NOT EXISTS
                (SELECT 1 FROM chat.replicas r WHERE r.id = g.owner AND r.seen_at > now() - {lostAfter}))
            """,
            cancellationToken) == 1;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone, and its log can't be read yet: {Reason}")]
    private partial void LogPostponed(GenerationId id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The owner of generation {Id} is gone, and it could not be taken over; it is tried again.")]
    private partial void LogNotTaken(Exception exception, GenerationId id);
}
