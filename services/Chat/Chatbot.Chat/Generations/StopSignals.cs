using StackExchange.Redis;

namespace Chatbot.Chat.Generations;

/// <summary>Stop, wherever the answer is written: here at once, elsewhere by Redis, and where nobody writes it by who takes it over.</summary>
internal sealed partial class StopSignals(IConnectionMultiplexer redis, LiveGenerations live, ILogger<StopSignals> logger) : IHostedService
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private static readonly RedisChannel Channel = RedisChannel.Literal("chat:stop");

    public void Stop(GenerationId id)
    {
        live.Find(id)?.Cancel(Ending.Stopped);
        // Also where it runs here: it may have been taken over without this replica knowing.
        redis.GetDatabase().StringSet(Key(id), 1, Remembered, flags: CommandFlags.FireAndForget);
        redis.GetSubscriber().Publish(Channel, id.ToString(), CommandFlags.FireAndForget);
    }

    /// <summary>Somebody has said stop, and its owner may not have heard it.</summary>
    public async Task<bool> WasSaidAsync(GenerationId id)
    {
        try
        {
            return await redis.GetDatabase().KeyExistsAsync(Key(id));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new LogStoreUnavailableException(exception);
        }
    }

    /// <summary>Of an answer that runs here from now on: what was said just before has found nobody.</summary>
    public async Task HeedAsync(GenerationId id)
    {
        try
        {
            if (await WasSaidAsync(id)) live.Find(id)?.Cancel(Ending.Stopped);
        }
        catch (LogStoreUnavailableException exception)
        {
            LogUnheard(id, exception.InnerException!.Message);
        }
    }

    private static string Key(GenerationId id) => $"chat:{{{id}}}:stop";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Renewed by the client after every reconnection.
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, id) =>
            {
                if (GenerationId.TryParse(id.ToString(), null, out var generation)) live.Find(generation)?.Cancel(Ending.Stopped);
            });
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogLater(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether generation {Id} was stopped while it began is not known: {Reason}")]
    private partial void LogUnheard(GenerationId id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stop signals of other replicas are not heard until Redis is back: {Reason}")]
    private partial void LogLater(string reason);
}
