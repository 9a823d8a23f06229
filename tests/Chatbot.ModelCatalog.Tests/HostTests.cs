using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Chatbot.ModelCatalog.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task An_inventory_that_is_not_known_is_asked_for()
    {
        await using var catalog = await CatalogApplication.StartAsync();

        await catalog.Bus.Bus.Publish(Reports.Host(), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => catalog.Sent<ReportInventory>().Count == 1, "the agent is asked");
        Assert.Equal("studio", catalog.Sent<ReportInventory>()[0].HostId);
    }

    [Fact]
    public async Task A_host_that_falls_silent_is_shown_offline_with_its_models()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var catalog = await CatalogApplication.StartAsync(time);
        await catalog.PublishStudioAsync();
        using var client = catalog.CreateClient(TestUser.Guest());

        await Eventually.TrueAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return !(await HostsAsync(client)).Single().Online;
            },
            "the host is offline");

        var models = await client.GetFromJsonAsync<List<ModelEntry>>("/api/models", TestContext.Current.CancellationToken);
        Assert.Equal(PlaceStates.Offline, models!.Single(model => model.Id == Reports.SmallId).State);
    }

    [Fact]
    public async Task After_a_restart_hosts_and_models_are_known_as_offline()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var before = await CatalogApplication.StartAsync(database: database))
        {
            await before.PublishStudioAsync();
            await Eventually.TrueAsync(() => WrittenAsync(before, Reports.Small), "it is written");
        }

        await using var after = await CatalogApplication.StartAsync(database: database);
        using var client = after.CreateClient(TestUser.Guest());
        await Eventually.TrueAsync(async () => (await HostsAsync(client)).Count == 1, "the host is known again");

        Assert.False((await HostsAsync(client)).Single().Online);
        var models = await client.GetFromJsonAsync<List<ModelEntry>>("/api/models", TestContext.Current.CancellationToken);
        Assert.Equal(PlaceStates.Offline, models!.Single(model => model.Id == Reports.SmallId).State);
    }

    [Fact]
    public async Task The_event_stream_tells_of_a_host_that_changes_and_not_of_one_that_is_only_heard_again()
    {
        await using var catalog = await CatalogApplication.StartAsync();
        await catalog.PublishStudioAsync();
        using var client = catalog.CreateClient(TestUser.Guest());
        await using var events = await EventReader.OpenAsync(client, "/api/hosts/events");
        Assert.Equal("studio", (await events.NextAsync("hosts"))[0].GetProperty("id").GetString());

        await catalog.Bus.Bus.Publish(Reports.Host(number: 2), TestContext.Current.CancellationToken);
        await catalog.Bus.Bus.Publish(Reports.Host(number: 3, health: LmStudioHealth.Unreachable), TestContext.Current.CancellationToken);

        var unreachable = await events.NextAsync("host");
        Assert.Equal("unreachable", unreachable.GetProperty("health").GetString());
        Assert.InRange(unreachable.GetProperty("healthSince").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Reports_are_taken_while_the_database_does_not_answer_and_written_when_it_does()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogApplication.StartAsync(database: database);
        await using (var connection = await OpenAsync(database))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var shut = new NpgsqlCommand("LOCK TABLE catalog.hosts, catalog.operations IN ACCESS EXCLUSIVE MODE", connection, transaction);
            await shut.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            await catalog.PublishStudioAsync();
            for (var number = 2; number <= 100; number++)
            {
                await catalog.Bus.Bus.Publish(new OperationProgressed(Guid.CreateVersion7(), "studio", 0.1, false), TestContext.Current.CancellationToken);
                await catalog.Bus.Bus.Publish(new OperationEnded(Guid.CreateVersion7(), "studio", OperationOutcomes.Cancelled, null, null, null), TestContext.Current.CancellationToken);
                await catalog.Bus.Bus.Publish(Reports.Host(number: number), TestContext.Current.CancellationToken);
            }

            var fleet = catalog.Services.GetRequiredService<Fleet>();
            await Eventually.TrueAsync(() => fleet.Hosts["studio"].Number == 100, "the last report is taken");
        }

        await Eventually.TrueAsync(() => WrittenAsync(catalog, Reports.Small), "it is written");
    }

    [Theory]
    [InlineData("desk://studio/")]
    [InlineData("/studio")]
    public async Task An_agent_that_says_to_be_where_nobody_can_ask_it_is_not_taken_and_stops_nobody(string address)
    {
        await using var catalog = await CatalogApplication.StartAsync();
        var strange = new Uri(address, UriKind.RelativeOrAbsolute);

        await catalog.Bus.Bus.Publish(Reports.Host("strange") with { AgentAddress = strange }, TestContext.Current.CancellationToken);
        await catalog.PublishStudioAsync();
        await Eventually.TrueAsync(
            () => catalog.Bus.Consumed.Select<HostReported>(TestContext.Current.CancellationToken).Any(taken => taken.Context.Message.HostId == "strange"), "the report came");

        Assert.Equal(["studio"], catalog.Services.GetRequiredService<Fleet>().Hosts.Keys);
        Assert.Null(await catalog.Services.GetRequiredService<AgentProbe>().AskAsync(strange, null, TestContext.Current.CancellationToken));
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<bool> WrittenAsync(CatalogApplication catalog, string model)
    {
        await using var scope = catalog.Services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        return await data.Hosts.AsNoTracking().FirstOrDefaultAsync(TestContext.Current.CancellationToken) is { } row && row.ToState().Has(model);
    }

    private static async Task<List<HostEntry>> HostsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<List<HostEntry>>("/api/hosts", TestContext.Current.CancellationToken))!;
}
