using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

public sealed class ConnectionTests(StudioFixture fixture) : IClassFixture<StudioFixture>
{
    private readonly CatalogApplication _catalog = fixture.Catalog;
    private readonly string _host = $"host-{Guid.CreateVersion7():n}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_gets_an_epoch_and_renews_it()
    {
        var agent = Agent();
        var first = await ConnectedAsync(agent);
        var again = await ConnectedAsync(agent with { Epoch = first.Epoch });

        Assert.Equal(1, first.Epoch);
        Assert.Equal(first, again);
        Assert.Equal(new HostConfiguration(), again.Configuration);
    }

    [Fact]
    public async Task An_agent_started_again_at_once_gets_the_next_epoch_and_the_one_before_is_refused()
    {
        var before = Agent();
        await ConnectedAsync(before);
        var after = await ConnectedAsync(Agent());

        Assert.Equal(2, after.Epoch);
        using var refused = await ConnectAsync(before with { Epoch = 1 });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("taken host", await MessageAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_agent_of_a_host_answers_another_one_is_refused_and_told_where()
    {
        await using var running = await FakeAgent.StartAsync(_host);
        await ConnectedAsync(Agent(running));

        using var refused = await ConnectAsync(Agent());

        var error = await JsonAsync(refused);
        Assert.Equal((HttpStatusCode.Conflict, "conflict:hosts"), (refused.StatusCode, error.GetProperty("code").GetString()));
        Assert.Contains(running.Address.ToString(), error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_holds_the_epoch_but_does_not_answer_any_more_is_followed()
    {
        await using var running = await FakeAgent.StartAsync(_host);
        await ConnectedAsync(Agent(running));
        running.Hangs = true;

        Assert.Equal(2, (await ConnectedAsync(Agent())).Epoch);
    }

    [Fact]
    public async Task An_agent_at_the_address_of_the_one_before_takes_over()
    {
        await using var restarted = await FakeAgent.StartAsync(_host);
        await ConnectedAsync(Agent() with { Address = restarted.Address });

        Assert.Equal(2, (await ConnectedAsync(Agent(restarted))).Epoch);
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_every_one_that_gets_an_epoch_gets_its_own()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await CatalogApplication.StartAsync(database: database);
        await using var two = await CatalogApplication.StartAsync(database: database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            using var client = (number % 2 == 0 ? one : two).CreateAgent();
            using var response = await client.PostAsJsonAsync($"/agents/{_host}/connection", Agent(), Token);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<AgentConnection>(Token) : null;
        }));

        var epochs = answers.Where(answer => answer is not null).Select(answer => answer!.Epoch).ToList();
        Assert.NotEmpty(epochs);
        Assert.Equal(epochs.Distinct().Count(), epochs.Count);
    }

    [Fact]
    public async Task An_enrolled_host_is_for_its_own_account_alone_and_another_host_never()
    {
        await AddAsync(new HostRow { Id = _host, EnrolledAt = TimeProvider.System.GetUtcNow() });

        Assert.Equal(HttpStatusCode.Forbidden, (await ConnectAsync(Agent())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ConnectAsync(Agent(), Clients.AgentOf("elsewhere"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ConnectAsync(Agent(), Clients.AgentOf(_host))).StatusCode);
    }

    [Fact]
    public async Task An_enrolled_account_may_not_take_a_host_of_the_installation()
    {
        await ConnectedAsync(Agent());

        Assert.Equal(HttpStatusCode.Forbidden, (await ConnectAsync(Agent(), Clients.AgentOf(_host))).StatusCode);
    }

    [Fact]
    public async Task A_removed_host_is_forbidden_with_a_sentence()
    {
        await AddAsync(new HostRow { Id = _host, RemovedAt = TimeProvider.System.GetUtcNow() });

        using var refused = await ConnectAsync(Agent());

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("removed", await MessageAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_agent_may_connect()
    {
        using var nobody = _catalog.CreateClient();
        using var guest = _catalog.CreateClient(TestUser.Guest());
        using var admin = _catalog.CreateClient(TestUser.Admin());
        using var otherScope = _catalog.CreateAgent(Clients.Agent, Scopes.Infer);

        foreach (var (client, status) in new[] { (nobody, HttpStatusCode.Unauthorized), (guest, HttpStatusCode.Forbidden), (admin, HttpStatusCode.Forbidden), (otherScope, HttpStatusCode.Forbidden) })
        {
            using var response = await client.PostAsJsonAsync($"/agents/{_host}/connection", Agent(), Token);
            Assert.Equal(status, response.StatusCode);
        }

        using var agent = _catalog.CreateAgent();
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/api/hosts", Token)).StatusCode);
    }

    [Theory]
    [InlineData("The%20Host", "{}", "hostId")]
    [InlineData("host", "{}", "agentId")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001"}""", "name")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001","name":"x"}""", "address")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001","name":"x","address":"ftp://x/"}""", "address")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001","name":"x","address":"/x"}""", "address")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001","name":"x","address":"https://x/","certificateSha256":"AB"}""", "certificateSha256")]
    [InlineData("host", """{"agentId":"0198f7a0-0000-7000-8000-000000000001","name":"x","address":"http://x/","epoch":-1}""", "epoch")]
    [InlineData("host", """{"agentId":"nonsense"}""", "agentId")]
    [InlineData("host", """{"surprise":1}""", "surprise")]
    [InlineData("host", "nonsense", "JSON")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string host, string body, string named)
    {
        using var agent = _catalog.CreateAgent();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await agent.PostAsync($"/agents/{host}/connection", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await JsonAsync(response)).GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Commands_carry_the_epoch_of_the_agent_that_serves_the_host_when_they_are_sent()
    {
        await using var catalog = await CatalogApplication.StartAsync();
        using (var agent = catalog.CreateAgent())
        {
            using var connected = await agent.PostAsJsonAsync("/agents/studio/connection", Agent(), Token);
            connected.EnsureSuccessStatusCode();
        }

        await catalog.Bus.Bus.Publish(Reports.Host() with { Epoch = 1 }, Token);
        await catalog.Bus.Bus.Publish(Reports.Inventory() with { Epoch = 1 }, Token);
        var fleet = catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => fleet.Hosts.TryGetValue("studio", out var host) && host.Has(Reports.Small) && host.IsUsable, "the studio is known");
        using var person = catalog.CreateClient(TestUser.Regular());
        using var response = await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), Token);
        response.EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => catalog.Sent<LoadModel>().Count > 0, "the command is sent");
        Assert.Equal(1, catalog.Sent<LoadModel>()[0].Epoch);

        // The agent says that it works on it, and is lost: the next one is told at once, not when silence has become long.
        var command = catalog.Sent<LoadModel>()[0];
        await catalog.Bus.Bus.Publish(new OperationProgressed(command.OperationId, "studio", 0.5, false), Token);
        await Eventually.TrueAsync(async () => (await person.GetFromJsonAsync<Operation>($"/api/operations/{command.OperationId}", Token))!.State == OperationStates.Running, "it runs");
        var sent = catalog.Sent<LoadModel>().Count;
        using (var next = catalog.CreateAgent())
        {
            using var connected = await next.PostAsJsonAsync("/agents/studio/connection", Agent(), Token);
            connected.EnsureSuccessStatusCode();
        }

        await Eventually.TrueAsync(() => catalog.Sent<LoadModel>().Skip(sent).Any(again => again.OperationId == command.OperationId && again.Epoch == 2), "the next agent is told");

        // What the lost one still had on its way is news of yesterday.
        await EndAsync(catalog, command.OperationId, 1, OperationOutcomes.Failed);
        await EndAsync(catalog, command.OperationId, 2, OperationOutcomes.Succeeded);
        Assert.Equal(OperationStates.Succeeded, (await person.GetFromJsonAsync<Operation>($"/api/operations/{command.OperationId}", Token))!.State);
    }

    [Fact]
    public async Task A_command_that_nobody_takes_lapses_at_the_broker_with_the_operation()
    {
        await using var catalog = await CatalogApplication.StartAsync();
        await catalog.Bus.Bus.Publish(Reports.Host(), Token);
        await catalog.Bus.Bus.Publish(Reports.Inventory(), Token);
        var fleet = catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => fleet.Hosts.TryGetValue("studio", out var host) && host.Has(Reports.Small) && host.IsUsable, "the studio is known");
        using var person = catalog.CreateClient(TestUser.Regular());
        using var response = await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), Token);

        await Eventually.TrueAsync(() => catalog.Bus.Sent.Select<LoadModel>(Token).Any(), "the command is sent");
        Assert.InRange(catalog.Bus.Sent.Select<LoadModel>(Token).First().Context.TimeToLive!.Value, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
    }

    private static async Task EndAsync(CatalogApplication catalog, Guid operation, long epoch, string outcome)
    {
        await using var scope = catalog.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OperationJournal>().EndedAsync(new OperationEnded(operation, "studio", outcome, null, null, null) { Epoch = epoch }, Token);
    }

    private static AgentConnect Agent(FakeAgent? agent = null) => new(
        agent?.AgentId ?? Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), "A host", agent?.Address ?? new Uri("http://127.0.0.1:1"), null, null);

    private async Task AddAsync(HostRow row)
    {
        await using var scope = _catalog.Services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        data.Hosts.Add(row);
        await data.SaveChangesAsync(Token);
    }

    private async Task<HttpResponseMessage> ConnectAsync(AgentConnect request, string client = Clients.Agent)
    {
        using var agent = _catalog.CreateAgent(client);
        return await agent.PostAsJsonAsync($"/agents/{_host}/connection", request, Token);
    }

    private async Task<AgentConnection> ConnectedAsync(AgentConnect request)
    {
        using var response = await ConnectAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<AgentConnection>(Token))!;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Token);

    private static async Task<string> MessageAsync(HttpResponseMessage response) => (await JsonAsync(response)).GetProperty("message").GetString()!;
}
