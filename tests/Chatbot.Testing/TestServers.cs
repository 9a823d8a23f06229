using Chatbot.LocalHosting.Running;

namespace Chatbot.Testing;

/// <summary>
/// The real servers of service tests, one of each for a test process, thrown away at its end.
/// <c>TEST_POSTGRES</c> and <c>TEST_REDIS</c> (connection strings) name running ones instead.
/// </summary>
public static class TestServers
{
    private static readonly Lazy<ThrowawayServers> Servers = new(() => new ThrowawayServers());
    private static readonly Lazy<Task<string>> Postgres = new(() => Given("TEST_POSTGRES") ?? Servers.Value.PostgresAsync());
    private static readonly Lazy<Task<string>> Redis = new(() => Given("TEST_REDIS") ?? Servers.Value.RedisAsync());

    /// <summary>A connection string with the right to create databases.</summary>
    public static Task<string> PostgresAsync() => Postgres.Value;

    public static Task<string> RedisAsync() => Redis.Value;

    private static Task<string>? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? Task.FromResult(value) : null;
}
