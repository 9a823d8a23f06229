using Chatbot.Testing;
using Npgsql;
using StackExchange.Redis;

namespace Chatbot.LocalHosting.Tests.Servers;

public sealed class TestServersTests
{
    [Fact]
    public async Task Tests_get_a_PostgreSQL_in_which_they_may_create_databases()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT current_database()");

        Assert.StartsWith("test_", (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_get_a_Redis()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await TestServers.RedisAsync());
        var key = Guid.CreateVersion7().ToString();
        await redis.GetDatabase().StringSetAsync(key, "kept");

        Assert.Equal("kept", await redis.GetDatabase().StringGetAsync(key));
    }
}
