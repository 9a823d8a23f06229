using System.Net;
using System.Net.Http.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Npgsql;

namespace Chatbot.ModelCatalog.Tests;

public class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_read_yet_is_offline_and_not_missing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (await CatalogApplication.StartAsync(database: database))
        {
            // The tables are there from now on.
        }

        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using (var command = new NpgsqlCommand("LOCK TABLE catalog.hosts IN ACCESS EXCLUSIVE MODE", connection, transaction)) await command.ExecuteNonQueryAsync(Cancel);

        await using var catalog = new CatalogApplication(database, ownsDatabase: false);
        using var person = catalog.CreateClient(TestUser.Admin());
        using var load = await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest("lmstudio:qwen/qwen3-4b"), Cancel);
        using var list = await person.GetAsync("/api/models", Cancel);
        using var health = await person.GetAsync("/health", Cancel);
        Assert.All([load, list, health], response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
        Assert.Contains("offline:models", await load.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await transaction.RollbackAsync(Cancel);
        await Eventually.TrueAsync(async () => (await person.GetAsync("/health", Cancel)).IsSuccessStatusCode, "the hosts are read");
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/api/models", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest("lmstudio:qwen/qwen3-4b"), Cancel)).StatusCode);
    }
}
