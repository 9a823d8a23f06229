using System.Net;
using Chatbot.ServiceDefaults.Data;
using Chatbot.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class MigrationsTests
{
    [Fact]
    public async Task The_schema_is_migrated_at_start_and_the_history_stands_in_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await StartAsync(database.ConnectionString);
        using var client = app.GetTestClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.OK, "the service is ready");

        Assert.True(app.Services.GetRequiredService<MigrationState<PaintContext>>().Done.IsCompletedSuccessfully);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT table_schema FROM information_schema.tables WHERE table_name = '__migrations'");
        Assert.Equal("paints", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_database_the_service_lives_and_is_not_ready()
    {
        await using var app = await StartAsync("Host=127.0.0.1;Port=1;Database=none");
        using var client = app.GetTestClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/alive", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_database_that_is_away_is_tried_three_times_more_and_then_given_up()
    {
        await using var app = await StartAsync("Host=127.0.0.1;Port=1;Database=none");
        await using var scope = app.Services.CreateAsyncScope();
        var strategy = scope.ServiceProvider.GetRequiredService<PaintContext>().Database.CreateExecutionStrategy();
        var tries = 0;
        Task AskAsync()
        {
            tries++;
            throw new NpgsqlException("away", new IOException());
        }

        await Assert.ThrowsAsync<RetryLimitExceededException>(() => strategy.ExecuteAsync(AskAsync));
        Assert.Equal(4, tries);
    }

    private static async Task<WebApplication> StartAsync(string connectionString)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["ConnectionStrings:paintdb"] = connectionString;
        builder.AddServiceDefaults();
        builder.AddNpgsqlDbContext<PaintContext>("paintdb", configureDbContextOptions: options => options.UseSchema("paints"));
        builder.Services.AddMigrations<PaintContext>();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        return app;
    }

    private sealed class PaintContext(DbContextOptions<PaintContext> options) : DbContext(options);
}
