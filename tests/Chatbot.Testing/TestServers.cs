namespace Chatbot.Testing;

/// <summary>
/// The real servers of service tests, one of each for a test process, thrown away at its end.
/// <c>TEST_POSTGRES</c> and <c>TEST_REDIS</c> (connection strings) name running ones instead.
/// </summary>
public static class TestServers
{
    /// <summary>A connection string with the right to create databases.</summary>
    public static Task<string> PostgresAsync() => Given("TEST_POSTGRES");

    public static Task<string> RedisAsync() => Given("TEST_REDIS");

    private static Task<string> Given(string variable) =>
        Task.FromResult(Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} is not set."));
}
