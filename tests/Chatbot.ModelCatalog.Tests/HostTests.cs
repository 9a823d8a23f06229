using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Microsoft.Extensions.Time.Testing;

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
            Assert.True(await before.Bus.Consumed.Any<HostInventoryReported>(TestContext.Current.CancellationToken));
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

        Assert.Equal("unreachable", (await events.NextAsync("host")).GetProperty("health").GetString());
    }

    private static async Task<List<HostEntry>> HostsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<List<HostEntry>>("/api/hosts", TestContext.Current.CancellationToken))!;
}
