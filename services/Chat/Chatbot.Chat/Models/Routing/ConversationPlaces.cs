using Chatbot.Chat.Conversations;
using StackExchange.Redis;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// Which place answered a conversation last, for all replicas, as <c>host:key</c>: what it has read need not be read again
/// there. A hint only: without Redis there is none.
/// </summary>
internal sealed class ConversationPlaces(IConnectionMultiplexer redis, TimeProvider time)
{
    // An instance unloads sooner than this, or has read much else since.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public async Task<PlaceName?> FindAsync(ConversationId conversation)
    {
        if (!redis.IsConnected) return null;
        try
        {
            string? value = await redis.GetDatabase().StringGetAsync(Key(conversation)).WaitAsync(Patience, time);
            return value?.Split(':', 2) is [var host, var key] ? new PlaceName(host, key) : null;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }

    public async Task RememberAsync(ConversationId conversation, Place place)
    {
        if (!redis.IsConnected) return;
        try
        {
            await redis.GetDatabase().StringSetAsync(Key(conversation), $"{place.Host}:{place.ModelKey}", Kept);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The next answer begins anew.
        }
    }

    private static string Key(ConversationId conversation) => $"chat:{{{conversation}}}:place";
}
