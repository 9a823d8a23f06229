using Chatbot.LocalHosting.Preflight;
using Chatbot.LocalHosting.Running;
using Chatbot.LocalHosting.Topology;
using Chatbot.Testing;
using Npgsql;

namespace Chatbot.LocalHosting.Tests.Preflight;

public sealed class GivenServersCheckTests
{
    // Nothing listens there: it was free a moment ago.
    private static readonly int Nowhere = new FreePorts().Next();

    [Theory]
    [InlineData("chatdb", "POSTGRES_URL", "postgres:/user@host", "POSTGRES_URL")]
    [InlineData("chatdb", "POSTGRES_URL", "nonsense", "no address of a PostgreSQL database")]
    [InlineData("chatdb", "POSTGRES_URL", "postgres://", "can't be read")]
    [InlineData("redis", "REDIS_URL", "http://localhost", "no address of a Redis server")]
    [InlineData("messaging", "RABBITMQ_URL", "localhost", "no address of a RabbitMQ broker")]
    [InlineData("blobs", "BLOB_CONNECTION_STRING", "AccountName=only", "no connection string of Azure Blob Storage")]
    public async Task A_malformed_address_is_said_so(string resource, string setting, string value, string expected)
    {
        var problem = await ProblemAsync(resource, setting, value);

        Assert.StartsWith(setting, problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chatdb", "POSTGRES_URL", "postgres://u:p@127.0.0.1:{0}/db")]
    [InlineData("redis", "REDIS_URL", "redis://127.0.0.1:{0}")]
    [InlineData("messaging", "RABBITMQ_URL", "amqp://u:p@127.0.0.1:{0}")]
    public async Task A_server_that_is_not_there_is_said_so(string resource, string setting, string value)
    {
        var problem = await ProblemAsync(resource, setting, value.Replace("{0}", $"{Nowhere}", StringComparison.Ordinal));

        Assert.StartsWith(setting, problem, StringComparison.Ordinal);
        Assert.Contains("can't be reached", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_PostgreSQL_password_is_said_so_without_showing_it()
    {
        var server = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync());
        // A server given by TEST_POSTGRES may let everybody in: what is refused there is the unknown user.
        var user = string.IsNullOrEmpty(server.Password) ? "nobody_of_that_name" : server.Username;

        var problem = await ProblemAsync("chatdb", "POSTGRES_URL", $"postgres://{user}:not-the-one@{server.Host}:{server.Port}/postgres");

        Assert.Contains("check the user", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-one", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()) { Database = "not_there" }.ConnectionString;

        Assert.Contains("'not_there', which does not exist", await ProblemAsync("chatdb", "POSTGRES_URL", address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_are_there_pass()
    {
        var builder = TopologyFixture.Run(("ConnectionStrings:chatdb", await TestServers.PostgresAsync()), ("ConnectionStrings:redis", await TestServers.RedisAsync()));
        builder.AddConnectionString("chatdb");
        builder.AddConnectionString("redis");

        await GivenServersCheck.RunAsync(builder.Resources, builder.Configuration, TestContext.Current.CancellationToken);
    }

    private static async Task<string> ProblemAsync(string resource, string setting, string value)
    {
        var builder = TopologyFixture.Run((setting, value), ($"ConnectionStrings:{resource}", value));
        builder.AddConnectionString(resource);
        return (await Assert.ThrowsAsync<StartException>(() => GivenServersCheck.RunAsync(builder.Resources, builder.Configuration, TestContext.Current.CancellationToken))).Message;
    }
}
