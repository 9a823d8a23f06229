using System.Runtime.CompilerServices;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>Reads a generation's log wherever it is written: from memory on its owner, else from the store.</summary>
internal sealed class GenerationLogs(LiveGenerations live, IGenerationLogStore store)
{
    // A hint can be missed: look again by oneself.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Null when there is no log (any more).</summary>
    public async Task<IAsyncEnumerable<LogBatch>?> OpenAsync(GenerationId id, int after, CancellationToken cancellationToken)
    {
        if (live.Find(id) is { } generation) return generation.Log.ReadAsync(after, cancellationToken);
        try
        {
            return await store.ReadAsync(id, after) is { } first ? FollowAsync(id, first, cancellationToken) : null;
        }
        catch (LogStoreUnavailableException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<LogBatch> FollowAsync(GenerationId id, LogBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var appended = new SemaphoreSlim(0);
        IAsyncDisposable? watch = null;
        try
        {
            while (true)
            {
                if (batch.Parts.Count > 0 || batch.Ended) yield return batch;
                if (batch.Ended) yield break;

                // Watching begins before the next read, so that nothing falls between.
                watch ??= await TryAsync(() => store.WatchAsync(id, () => appended.Release()));
                var after = batch.First + batch.Parts.Count - 1;
                var next = await TryAsync<LogBatch?>(() => store.ReadAsync(id, after));
                if (next is not { Parts.Count: > 0 } && next is not { Ended: true })
                {
                    await appended.WaitAsync(Look, cancellationToken);
                    next = new LogBatch(after + 1, [], false);
                }

                batch = next;
            }
        }
        finally
        {
            if (watch is not null) await watch.DisposeAsync();
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (LogStoreUnavailableException)
        {
            return default;
        }
    }
}
