using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

public sealed class WhyTests(StudioFixture fixture) : IClassFixture<StudioFixture>
{
    private readonly TestUser _person = TestUser.Regular();
    private readonly CatalogApplication _catalog = fixture.Catalog;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operation_says_who_asked_for_what_and_why_that_host_was_chosen()
    {
        var operation = await LoadAsync(new LoadModelRequest(Reports.SmallId, TtlSeconds: 600, ContextLength: 8_192));

        var why = await WhyAsync(operation.Id, _person);

        Assert.Equal((_person.Id, new OperationOptions(600, false, 8_192, null, null, null)), (why.Request.RequestedBy, why.Request.Options));
        var placed = Assert.Single(why.Decisions);
        Assert.Equal((0, "placed", "Host studio is the only one that has the model."), (placed.Number, placed.Kind, placed.Sentence));
        Assert.Equal("studio", placed.Inputs.GetProperty("candidates")[0].GetProperty("host").GetString());
        Assert.Equal("not-loaded", placed.Inputs.GetProperty("candidates")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_host_that_was_asked_for_was_not_chosen()
    {
        var operation = await LoadAsync(new LoadModelRequest($"lmstudio@studio:{Reports.Small}"));

        Assert.Equal("Host studio was asked for.", (await WhyAsync(operation.Id, _person)).Decisions.Single().Sentence);
    }

    [Fact]
    public async Task Of_several_hosts_each_is_named_with_what_was_known_of_it()
    {
        await using var catalog = await CatalogApplication.StartAsync();
        await catalog.PublishStudioAsync();
        await catalog.Bus.Bus.Publish(Reports.Inventory("laptop"), Token);
        await catalog.Bus.Bus.Publish(Reports.Host("laptop") with { Instances = [Reports.Instance() with { InFlight = 2, Queued = 1 }] }, Token);
        var fleet = catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => fleet.Hosts.TryGetValue("laptop", out var host) && host.Has(Reports.Small) && host.Instances.Count == 1, "the laptop is known");
        using var client = catalog.CreateClient(_person);
        using var accepted = await client.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), Token);
        var operation = (await accepted.Content.ReadFromJsonAsync<Operation>(Token))!;

        var placed = (await client.GetFromJsonAsync<OperationWhy>($"/api/operations/{operation.Id}/why", Token))!.Decisions.Single();

        Assert.Equal("Of 2 hosts that have the model, laptop is the best off: the model is loaded there, 3 requests on it.", placed.Sentence);
        Assert.Equal(["laptop", "studio"], placed.Inputs.GetProperty("candidates").EnumerateArray().Select(host => host.GetProperty("host").GetString()));
    }

    [Fact]
    public async Task What_the_agent_decided_follows_in_its_order_each_once_however_often_it_comes()
    {
        var operation = await LoadAsync(new LoadModelRequest(Reports.SmallId));
        var started = Decided(operation, 2, DecisionKinds.Started, """{"requiredBytes":3000}""");
        var taken = Decided(operation, 1, DecisionKinds.Taken, "{}");

        await _catalog.Bus.Bus.Publish(started, Token);
        await Eventually.TrueAsync(async () => (await WhyAsync(operation.Id, _person)).Decisions.Count == 2, "the first is written");
        foreach (var decided in new[] { taken, started with { Sentence = "Once more." }, taken with { HostId = "laptop", Number = 3 }, taken with { Number = 0 } })
            await _catalog.Bus.Bus.Publish(decided, Token);
        await _catalog.Bus.Bus.Publish(Decided(operation, 4, DecisionKinds.Ended, "[]"), Token);
        await Eventually.TrueAsync(async () => (await WhyAsync(operation.Id, _person)).Decisions.Count >= 4, "the decisions are written");

        var decisions = (await WhyAsync(operation.Id, _person)).Decisions;
        Assert.Equal([0, 1, 2, 4], decisions.Select(decision => decision.Number));
        Assert.Equal(("started", "Decision 2."), (decisions[2].Kind, decisions[2].Sentence));
        Assert.Equal(3_000, decisions[2].Inputs.GetProperty("requiredBytes").GetInt32());
        Assert.Equal(JsonValueKind.Object, decisions[3].Inputs.ValueKind);
    }

    [Fact]
    public async Task Who_cancelled_is_recorded_and_the_first_stays()
    {
        var operation = await LoadAsync(new LoadModelRequest(Reports.SmallId));
        var admin = TestUser.Admin();
        foreach (var user in new[] { admin, _person })
        {
            using var client = _catalog.CreateClient(user);
            using var cancelled = await client.PostAsync($"/api/operations/{operation.Id}/cancel", null, Token);
            Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        }

        Assert.Equal(admin.Id, (await WhyAsync(operation.Id, _person)).Cancellation!.RequestedBy);
    }

    [Fact]
    public async Task Only_who_may_see_an_operation_sees_why()
    {
        var operation = await LoadAsync(new LoadModelRequest(Reports.SmallId));

        Assert.Equal(operation.Id, (await WhyAsync(operation.Id, TestUser.Admin())).Operation.Id);
        foreach (var (client, path, status) in new[]
        {
            (_catalog.CreateClient(), $"/api/operations/{operation.Id}/why", HttpStatusCode.Unauthorized),
            (_catalog.CreateClient(TestUser.Guest()), $"/api/operations/{operation.Id}/why", HttpStatusCode.NotFound),
            (_catalog.CreateClient(TestUser.Regular()), $"/api/operations/{operation.Id}/why", HttpStatusCode.NotFound),
            (_catalog.CreateClient(_person), $"/api/operations/{Guid.CreateVersion7()}/why", HttpStatusCode.NotFound),
            (_catalog.CreateClient(_person), "/api/operations/nonsense/why", HttpStatusCode.BadRequest),
        })
        {
            using (client)
            {
                Assert.Equal(status, (await client.GetAsync(path, Token)).StatusCode);
            }
        }
    }

    private static OperationDecided Decided(Operation operation, int number, string kind, string inputs) =>
        new(operation.Id, "studio", number, Reports.Started, kind, $"Decision {number}.", JsonSerializer.Deserialize<JsonElement>(inputs));

    private async Task<Operation> LoadAsync(LoadModelRequest request)
    {
        using var client = _catalog.CreateClient(_person);
        using var response = await client.PostAsJsonAsync("/api/models/load", request, Token);
        return (await response.Content.ReadFromJsonAsync<Operation>(Token))!;
    }

    private async Task<OperationWhy> WhyAsync(Guid id, TestUser user)
    {
        using var client = _catalog.CreateClient(user);
        return (await client.GetFromJsonAsync<OperationWhy>($"/api/operations/{id}/why", Token))!;
    }
}
