using System.Net;
using System.Net.Http.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class BlackHoleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_every_agent_takes_connections_and_never_answers_lists_events_and_loads_do()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var catalog = await CatalogApplication.StartAsync(time);
        await using var hole = await FakeAgent.StartAsync();
        hole.Hangs = true;
        foreach (var id in Enumerable.Range(0, 20).Select(number => $"host-{number}"))
        {
            await catalog.Bus.Bus.Publish(Reports.Host(id) with { AgentAddress = hole.Address }, Token);
            await catalog.Bus.Bus.Publish(Reports.Inventory(id), Token);
        }

        var fleet = catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => fleet.Hosts.Values.Count(host => host.IsUsable && host.Has(Reports.Small)) == 20, "the hosts are known");
        using var person = catalog.CreateClient(TestUser.Regular());
        var estimate = person.GetAsync($"/api/models/estimate?model={Uri.EscapeDataString(Reports.SmallId)}", Token);
        await Eventually.TrueAsync(() => hole.Hanging == 20, "every agent is asked, and hangs");

        // The clock stands: nothing here can have waited for an agent and given up.
        Assert.Equal(20, (await person.GetFromJsonAsync<List<HostEntry>>("/api/hosts", Token))!.Count);
        Assert.Equal(20, (await person.GetFromJsonAsync<List<ModelEntry>>("/api/models", Token))!.Single(model => model.Id == Reports.SmallId).Places.Count);
        await using (var hosts = await EventReader.OpenAsync(person, "/api/hosts/events")) await hosts.NextAsync("hosts");
        await using (var models = await EventReader.OpenAsync(person, "/api/models/events")) await models.NextAsync("models");
        using var load = await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), Token);
        Assert.Equal(HttpStatusCode.Accepted, load.StatusCode);
        Assert.False(estimate.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(3));
        using var answer = await estimate;
        Assert.All((await answer.Content.ReadFromJsonAsync<List<HostEstimate>>(Token))!, host => Assert.False(host.Fits));
    }
}
