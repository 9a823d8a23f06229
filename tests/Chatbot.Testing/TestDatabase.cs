using Npgsql;

namespace Chatbot.Testing;

/// <summary>A database of its own for a fixture, dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase(await TestServers.PostgresAsync(), $"test_{Guid.CreateVersion7():n}");
        await database.ExecuteAsync($"""CREATE DATABASE "{database._name}" """);
        return database;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"""DROP DATABASE IF EXISTS "{_name}" WITH (FORCE)""");

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
