using System.Runtime.CompilerServices;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>Reads a generation's log wherever it is written: from memory on its owner, else from the store.</summary>
internal sealed class GenerationLogs(LiveGenerations live, IGenerationLogStore store, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
{
    // A hint can be missed: look again by oneself.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int LooksInVain = 5;

    /// <summary>
    /// Null when a generation has ended and its log does not stand in the store to its end: it is expired, or the store was
    /// away. The log of a running generation is waited for, while the store is away too; when the generation is found ended
    /// without the rest, the stored message ends the stream.
    /// </summary>
    public async Task<IAsyncEnumerable<LogBatch>?> OpenAsync(Generation generation, int after, CancellationToken cancellationToken)
    {
        // Of one that was taken over meanwhile, the store knows how it goes on.
        if (live.Find(generation.Id) is { Log.Lost: false } here) return here.Log.ReadAsync(after, cancellationToken);
        var first = await ReadAsync(generation.Id, after);
        return first is { Ended: true } || generation.State == MessageStates.Streaming
            ? FollowAsync(generation.Id, first ?? Nothing(after), cancellationToken)
            : null;
    }

    private static LogBatch Nothing(int after) => new(after + 1, [], false);

    private async IAsyncEnumerable<LogBatch> FollowAsync(GenerationId id, LogBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var appended = new SemaphoreSlim(0);
        IAsyncDisposable? watch = null;
        var position = batch.Position;
        var vain = 0;
        try
        {
            while (true)
            {
                if (batch.Parts.Count > 0 || batch.Ended) yield return batch;
                // A replica that leaves is not kept by those who follow what others write: they go on elsewhere.
                if (batch.Ended || lifetime.ApplicationStopping.IsCancellationRequested) yield break;

                // Watching begins before the next read, so that nothing falls between.
                watch ??= await WatchAsync(id, appended);
                var after = batch.First + batch.Parts.Count - 1;
                // One read answers all the hints before it.
                while (appended.Wait(0, cancellationToken)) { }
                batch = await ReadAsync(id, after, position) ?? Nothing(after);
                position = batch.Position ?? position;
                if (batch.Parts.Count > 0 || batch.Ended)
                {
                    vain = 0;
                }
                else if (!await appended.WaitAsync(Look, cancellationToken) && ++vain % LooksInVain == 0)
                {
                    batch = await StoredAsync(id, after, cancellationToken) ?? batch;
                }
            }
        }
        finally
        {
            if (watch is not null) await watch.DisposeAsync();
        }
    }

    // Null while the generation runs, and while nobody knows because the database is away. Of a deleted chat there is nothing but the end.
    private async Task<LogBatch?> StoredAsync(GenerationId id, int after, CancellationToken cancellationToken)
    {
        try
        {
            return await EndAsync(id, after, cancellationToken);
        }
        catch (Exception exception) when (GenerationEnd.IsOutage(exception))
        {
            return null;
        }
    }

    private async Task<LogBatch?> EndAsync(GenerationId id, int after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var generation = await db.Generations.AsNoTracking().SingleOrDefaultAsync(generation => generation.Id == id, cancellationToken);
        if (generation is { State: MessageStates.Streaming }) return null;
        var message = generation is null ? null : await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == generation.MessageId, cancellationToken);
        return message is null ? new LogBatch(after + 1, [], true) : StoredAnswer.After(after, generation!, message);
    }

    private async Task<LogBatch?> ReadAsync(GenerationId id, int after, string? position = null)
    {
        try
        {
            return await store.ReadAsync(id, after, position);
        }
        catch (LogStoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<IAsyncDisposable?> WatchAsync(GenerationId id, SemaphoreSlim appended)
    {
        try
        {
            return await store.WatchAsync(id, () => appended.Release());
        }
        catch (LogStoreUnavailableException)
        {
            return null;
        }
    }
}
