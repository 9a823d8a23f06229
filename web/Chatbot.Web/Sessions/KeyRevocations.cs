using StackExchange.Redis;

namespace Chatbot.Web.Sessions;

/// <summary>
/// A key that is revoked is worth nothing from then on, nor is what a disabled account had, or a session that ended elsewhere: every replica forgets the tokens that it
/// got for keys, or all of them.
/// </summary>
internal sealed partial class KeyRevocations(IConnectionMultiplexer redis, SessionTokens tokens, ILogger<KeyRevocations> logger) : IHostedService
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("web:keys-revoked");

    private const string Everything = "all";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, what) => Forget(what == Everything));
        }
        catch (RedisException exception)
        {
            LogLater(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Tell() => Tell(everything: false);

    /// <summary>An account was disabled, or its other sessions ended with its password.</summary>
    public void TellAll() => Tell(everything: true);

    private void Tell(bool everything)
    {
        Forget(everything);
        redis.GetSubscriber().Publish(Channel, everything ? Everything : "", CommandFlags.FireAndForget);
    }

    private void Forget(bool everything)
    {
        if (everything) tokens.ForgetAll();
        else tokens.ForgetKeys();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys that another replica revokes end here within a minute, until Redis is back: {Reason}")]
    private partial void LogLater(string reason);
}
