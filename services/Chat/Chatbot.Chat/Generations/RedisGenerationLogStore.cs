using System.Globalization;
using Chatbot.Chat.Streaming;
using StackExchange.Redis;

namespace Chatbot.Chat.Generations;

/// <summary>
/// A Redis stream per generation. An entry's id is <c>epoch-number of its first part</c>; its fields are <c>n</c>, how many
/// parts, <c>p</c>, the parts by lines, and <c>e</c>, 1 on the last entry. Gone ten minutes after the end.
/// </summary>
internal sealed class RedisGenerationLogStore(IConnectionMultiplexer redis) : IGenerationLogStore
{
    private const int SecondsAfterEnd = 600;

    // Of a log that nobody ends, its owner and all who could take over being gone.
    private const int SecondsWhileRunning = 24 * 3600;

    private const string Append =
        """
        local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
        local last = 0
        if top[1] then
          local epoch, first = string.match(top[1][1], '(%d+)-(%d+)')
          if tonumber(epoch) > tonumber(ARGV[1]) then return -1 end
          last = tonumber(first) + tonumber(top[1][2][2]) - 1
        end
        if last + 1 ~= tonumber(ARGV[2]) then return last end
        redis.call('XADD', KEYS[1], ARGV[1] .. '-' .. ARGV[2], 'n', ARGV[3], 'p', ARGV[4], 'e', ARGV[5])
        redis.call('EXPIRE', KEYS[1], ARGV[6])
        redis.call('PUBLISH', KEYS[2], ARGV[2])
        return last + tonumber(ARGV[3])
        """;

    public async Task<int?> AppendAsync(GenerationId id, int epoch, LogBatch batch)
    {
        try
        {
            var last = (int)await redis.GetDatabase().ScriptEvaluateAsync(
                Append,
                [LogKey(id), WakeChannel(id)],
                [epoch, batch.First, batch.Parts.Count, JoinedParts.Join(batch.Parts), batch.Ended ? 1 : 0, batch.Ended ? SecondsAfterEnd : SecondsWhileRunning]);
            return last < 0 ? null : last;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new LogStoreUnavailableException(exception);
        }
    }

    public async Task<LogBatch?> ReadAsync(GenerationId id, int after, string? position = null)
    {
        try
        {
            var entries = await EntriesAsync(id, after, position);
            if (entries.Length == 0) return null;

            var parts = new List<ReadOnlyMemory<byte>>();
            foreach (var entry in entries)
            {
                if (entry["n"].IsNull || entry["p"].IsNull) throw new FormatException("An entry of the log has no parts.");
                var first = FirstOf(entry);
                if (first + (int)entry["n"] - 1 <= after) continue;
                parts.AddRange(JoinedParts.Split((byte[])entry["p"]!).Skip(after + parts.Count + 1 - first));
            }

            return new LogBatch(after + 1, parts, (int)entries[^1]["e"] == 1) { Position = entries[^1].Id };
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException || IsBroken(exception))
        {
            throw new LogStoreUnavailableException(exception) { IsBroken = IsBroken(exception) };
        }
    }

    public async Task<IAsyncDisposable> WatchAsync(GenerationId id, Action appended)
    {
        try
        {
            var queue = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(WakeChannel(id)));
            queue.OnMessage(_ => appended());
            return new Watch(queue);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new LogStoreUnavailableException(exception);
        }
    }

    // From the last known entry on, itself included: where nothing stands there that joins on to what was read, the store
    // has lost the log since, its owner has written it anew in other entries, and it is read as a whole.
    private async Task<StreamEntry[]> EntriesAsync(GenerationId id, int after, string? position)
    {
        if (position is not null)
        {
            var entries = await redis.GetDatabase().StreamRangeAsync(LogKey(id), position);
            if (entries.Length > 0 && FirstOf(entries[0]) <= after + 1) return entries;
        }

        return await redis.GetDatabase().StreamRangeAsync(LogKey(id));
    }

    // Another type of value under the key, or entries that nobody here has written.
    private static bool IsBroken(Exception exception) =>
        exception is FormatException or OverflowException or InvalidCastException or IndexOutOfRangeException or ArgumentException or NullReferenceException
        || (exception is RedisServerException && exception.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal));

    private static int FirstOf(StreamEntry entry) => int.Parse(entry.Id.ToString().Split('-')[1], CultureInfo.InvariantCulture);

    // The keys of a generation share a hash tag: they live on the same node of a cluster.
    private static string LogKey(GenerationId id) => $"chat:{{{id}}}:log";

    private static string WakeChannel(GenerationId id) => $"chat:{{{id}}}:wake";

    private sealed class Watch(ChannelMessageQueue queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await queue.UnsubscribeAsync();
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Away: the subscription went with the connection.
            }
        }
    }
}
