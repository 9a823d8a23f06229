using Chatbot.LocalHosting.Running;

namespace Chatbot.Testing;

/// <summary>
/// The real servers of service tests, one of each for a test process, thrown away at its end.
/// <c>TEST_POSTGRES</c>, <c>TEST_REDIS</c> and <c>TEST_BLOBS</c> (connection strings) name running ones instead.
/// </summary>
public static class TestServers
{
    private static readonly Lazy<ThrowawayServers> Servers = new(() => new ThrowawayServers());
    private static readonly Lazy<Task<string>> Postgres = new(() => Given("TEST_POSTGRES") ?? Servers.Value.PostgresAsync());
    private static readonly Lazy<Task<string>> Redis = new(() => Given("TEST_REDIS") ?? Servers.Value.RedisAsync());

    private static readonly Lazy<Task<string>> Blobs = new(() => Given("TEST_BLOBS") ?? StartBlobsAsync());

    /// <summary>A connection string with the right to create databases.</summary>
    public static Task<string> PostgresAsync() => Postgres.Value;

    public static Task<string> RedisAsync() => Redis.Value;

    public static Task<string> BlobsAsync() => Blobs.Value;

    // The folder that the local engine keeps its tools in; another run of the tests may install at the same time.
    private static async Task<string> StartBlobsAsync()
    {
        var tools = Path.Combine(Repository.Root, ".chatbot", "tools");
        Directory.CreateDirectory(tools);
        await using (await FileLock.TakeAsync(Path.Combine(tools, "test.lock"), TimeSpan.FromMinutes(5))) return await Servers.Value.BlobsAsync(tools);
    }

    private static Task<string>? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? Task.FromResult(value) : null;
}
