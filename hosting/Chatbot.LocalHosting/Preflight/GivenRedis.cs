using Chatbot.ServiceDefaults.Configuration;
using StackExchange.Redis;

namespace Chatbot.LocalHosting.Preflight;

internal static class GivenRedis
{
    public static async Task<string?> ProblemAsync(string value, CancellationToken cancellationToken)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(ConnectionStringUrls.Translate(value));
        }
        catch (ArgumentException)
        {
            options = new ConfigurationOptions();
        }

        if (options.EndPoints.Count == 0 || value.Contains("://", StringComparison.Ordinal) && !value.StartsWith("redis", StringComparison.OrdinalIgnoreCase))
            return "is no address of a Redis server: write it like redis://:password@host:6379.";
        options.ConnectTimeout = 4000;
        options.ConnectRetry = 1;
        options.AbortOnConnectFail = true;
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return null;
        }
        catch (RedisConnectionException exception)
        {
            return IsAboutThePassword(exception)
                ? $"is refused by Redis at {options.EndPoints[0]}: check the password in it."
                : $"names Redis at {options.EndPoints[0]}, which can't be reached: check host and port, and rediss:// for TLS.";
        }
        catch (RedisServerException)
        {
            return $"is refused by Redis at {options.EndPoints[0]}: check the password in it.";
        }
    }

    private static bool IsAboutThePassword(RedisConnectionException exception) =>
        exception.FailureType == ConnectionFailureType.AuthenticationFailure
        || exception.ToString() is var text && (text.Contains("WRONGPASS", StringComparison.Ordinal) || text.Contains("NOAUTH", StringComparison.Ordinal));
}
