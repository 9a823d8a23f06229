using StackExchange.Redis;

namespace Chatbot.Web.Sessions;

/// <summary>A key that is revoked is worth nothing from then on: every replica forgets the tokens that it got for keys.</summary>
internal sealed partial class KeyRevocations(IConnectionMultiplexer redis, SessionTokens tokens, ILogger<KeyRevocations> logger) : IHostedService
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("web:keys-revoked");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, _) => tokens.ForgetKeys());
        }
        catch (RedisException exception)
        {
            LogLater(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Tell()
    {
        tokens.ForgetKeys();
        redis.GetSubscriber().Publish(Channel, "", CommandFlags.FireAndForget);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys that another replica revokes end here within a minute, until Redis is back: {Reason}")]
    private partial void LogLater(string reason);
}
