using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class HostManagementTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CatalogApplication _catalog = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _catalog = await CatalogApplication.StartAsync(_time);
        await _catalog.PublishStudioAsync();
        _admin = _catalog.CreateClient(TestUser.Admin());
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return _catalog.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_state_of_a_host_is_shown_and_its_address_only_to_those_who_manage_hosts()
    {
        await PublishAsync(Reports.Host(number: 2) with
        {
            Instances = [Reports.Instance() with { RequestedContextLength = 16_384, MemoryBytes = 3_000, TokensPerSecond = 41.5, InFlight = 1, LastUsedAt = Reports.Started }],
            Loading = new LoadReport("other/model", 0.5, 2) { RemainingSeconds = 12 },
            PendingLoads = [new PendingLoadReport("third/model", 1, "Waits for the load of other/model.")],
            Memory = new MemoryReport(24_000, 9_000, MemorySources.Surveyed),
            Hardware = new HardwareReport("A CPU", 64_000, [new GpuReport("A GPU", 24_000)]),
        });
        await UntilAsync(host => host.Loading is not null, "the report is shown");

        var shown = (await HostsAsync(_admin)).Single();
        using var guest = _catalog.CreateClient(TestUser.Guest() with { Models = [Reports.SmallId] });
        var seen = (await HostsAsync(guest)).Single();

        Assert.Equal(new HostMemory(24_000, 9_000, "surveyed"), shown.Memory);
        Assert.Equal(new HostGpu("A GPU", 24_000), shown.Hardware!.Gpus.Single());
        var instance = shown.Instances.Single();
        Assert.Equal((Reports.SmallId, 8_192, 16_384, 1, 41.5), (instance.Model, instance.ContextLength, instance.RequestedContextLength, instance.InFlight, instance.TokensPerSecond));
        Assert.Equal(new HostLoading("lmstudio:other/model", 0.5, 12, 2), shown.Loading);
        Assert.Equal("lmstudio:third/model", shown.PendingLoads.Single().Model);
        Assert.Equal(new Uri("http://127.0.0.1:1"), shown.AgentAddress);
        Assert.Null(seen.AgentAddress);
        Assert.Null(seen.Settings);
        Assert.Null(seen.Loading); // Not a model of theirs.
        Assert.Single(seen.Instances);
    }

    [Fact]
    public async Task Settings_are_kept_shown_at_once_told_to_the_agent_and_given_back()
    {
        await ChangedAsync("""{"name":"Upstairs","draining":true,"memoryBudgetBytes":9000,"evictForeign":true}""");
        var changed = await ChangedAsync("""{"draining":false}""");

        Assert.Equal(("Upstairs", false), (changed.Name, changed.Draining));
        Assert.Equal(new HostSettings("Upstairs", false, 9_000, true), changed.Settings);
        await Eventually.TrueAsync(
            () => _catalog.Sent<ConfigureHost>().Contains(new ConfigureHost("studio", new HostConfiguration("Upstairs", false, 9_000, true))), "the agent is told");
        using (var agent = _catalog.CreateAgent())
        {
            using var response = await agent.PostAsJsonAsync(
                "/agents/studio/connection", new AgentConnect(Guid.CreateVersion7(), Reports.Started, "The studio", new Uri("http://127.0.0.1:1"), null, null), Token);
            Assert.Equal(new HostConfiguration("Upstairs", false, 9_000, true), (await response.Content.ReadFromJsonAsync<AgentConnection>(Token))!.Configuration);
        }

        var given = await ChangedAsync("""{"name":null,"memoryBudgetBytes":null,"evictForeign":null}""");
        Assert.Equal(("The studio", new HostSettings(null, false, null, null)), (given.Name, given.Settings));
    }

    [Fact]
    public async Task A_host_that_is_to_drain_shows_its_models_as_draining()
    {
        await ChangedAsync("""{"draining":true}""");

        var models = await _admin.GetFromJsonAsync<List<ModelEntry>>("/api/models", Token);
        Assert.Equal(PlaceStates.Draining, models!.Single(model => model.Id == Reports.SmallId).Places.Single().State);
    }

    [Fact]
    public async Task A_host_that_still_reports_is_not_removed_unless_it_was_enrolled()
    {
        using var response = await _admin.DeleteAsync("/api/hosts/studio", Token);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("conflict:hosts", error.GetProperty("code").GetString());
        Assert.Contains("stop its agent", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_host_is_gone_with_its_operations_and_is_not_heard_again()
    {
        using var person = _catalog.CreateClient(TestUser.Regular());
        using var accepted = await person.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), Token);
        var operation = (await accepted.Content.ReadFromJsonAsync<Operation>(Token))!;
        await using var events = await EventReader.OpenAsync(person, "/api/hosts/events");
        await events.NextAsync("hosts");
        await Eventually.TrueAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return !(await HostsAsync(_admin)).Single().Online;
            },
            "it is offline");

        using var removed = await _admin.DeleteAsync("/api/hosts/studio", Token);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(await HostsAsync(_admin));
        var ended = (await person.GetFromJsonAsync<Operation>($"/api/operations/{operation.Id}", Token))!;
        Assert.Equal((OperationStates.Failed, FailureReasons.HostOffline, "Host studio was removed."), (ended.State, ended.Reason, ended.Message));
        await PublishAsync(Reports.Host(number: 9));
        await PublishAsync(Reports.Host("laptop"));
        await Eventually.TrueAsync(async () => (await HostsAsync(_admin)).Count == 1, "the later report is heard");
        Assert.Equal("laptop", (await HostsAsync(_admin)).Single().Id);
        using var agent = _catalog.CreateAgent();
        using var refused = await agent.PostAsJsonAsync(
            "/agents/studio/connection", new AgentConnect(Guid.CreateVersion7(), Reports.Started, "The studio", new Uri("http://127.0.0.1:1"), null, null), Token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var again = await _admin.DeleteAsync("/api/hosts/studio", Token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        _time.Advance(TimeSpan.FromSeconds(5));
        while (await events.NextAsync() is { } next)
        {
            if (next.Name != "host-removed") continue;
            Assert.Equal("studio", next.Data.GetProperty("id").GetString());
            break;
        }
    }

    [Fact]
    public async Task What_one_replica_is_told_the_others_know_a_moment_later()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await CatalogApplication.StartAsync(database: database);
        await one.PublishStudioAsync();
        using var admin = one.CreateClient(TestUser.Admin());
        using var changed = await admin.PatchAsJsonAsync("/api/hosts/studio", new { name = "Upstairs" }, Token);
        changed.EnsureSuccessStatusCode();

        await using var two = await CatalogApplication.StartAsync(database: database);
        using var other = two.CreateClient(TestUser.Guest());
        await Eventually.TrueAsync(async () => (await HostsAsync(other)).SingleOrDefault()?.Name == "Upstairs", "the other replica knows");
        using var again = await admin.PatchAsJsonAsync("/api/hosts/studio", new { name = "Downstairs" }, Token);
        await Eventually.TrueAsync(async () => (await HostsAsync(other)).Single().Name == "Downstairs", "the other replica sees the change");
    }

    [Theory]
    [InlineData("PATCH", "/api/hosts/studio", """{"surprise":1}""", "surprise")]
    [InlineData("PATCH", "/api/hosts/studio", """{"name":""}""", "name")]
    [InlineData("PATCH", "/api/hosts/studio", """{"name":"  "}""", "name")]
    [InlineData("PATCH", "/api/hosts/studio", """{"draining":"yes"}""", "draining")]
    [InlineData("PATCH", "/api/hosts/studio", """{"memoryBudgetBytes":0}""", "MemoryBudgetBytes")]
    [InlineData("PATCH", "/api/hosts/studio", """{"memoryBudgetBytes":1.5}""", "memoryBudgetBytes")]
    [InlineData("PATCH", "/api/hosts/studio", """{"changesName":true}""", "changesName")]
    [InlineData("PATCH", "/api/hosts/studio", "nonsense", "JSON")]
    [InlineData("PATCH", "/api/hosts/The%20Studio", "{}", "id")]
    [InlineData("DELETE", "/api/hosts/The%20Studio", null, "id")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string method, string path, string? body, string named)
    {
        using var response = await SendAsync(_admin, method, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("bad_request:hosts", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("PATCH", "{}")]
    [InlineData("DELETE", null)]
    public async Task Only_those_who_manage_hosts_change_them(string method, string? body)
    {
        using var nobody = _catalog.CreateClient();
        using var guest = _catalog.CreateClient(TestUser.Guest());
        using var regular = _catalog.CreateClient(TestUser.Regular());

        using var unknown = await SendAsync(_admin, method, "/api/hosts/elsewhere", body);
        using var unauthorized = await SendAsync(nobody, method, "/api/hosts/studio", body);
        using var byGuest = await SendAsync(guest, method, "/api/hosts/studio", body);
        using var byRegular = await SendAsync(regular, method, "/api/hosts/studio", body);

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (unknown.StatusCode, unauthorized.StatusCode, byGuest.StatusCode, byRegular.StatusCode));
    }

    private async Task<HostEntry> ChangedAsync(string body)
    {
        using var response = await SendAsync(_admin, "PATCH", "/api/hosts/studio", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<HostEntry>(Token))!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, Token);
    }

    private Task PublishAsync<T>(T message) where T : class => _catalog.Bus.Bus.Publish(message, Token);

    private Task UntilAsync(Func<HostState, bool> condition, string what)
    {
        var fleet = _catalog.Services.GetRequiredService<Fleet>();
        return Eventually.TrueAsync(() => condition(fleet.Hosts["studio"]), what);
    }

    private static async Task<List<HostEntry>> HostsAsync(HttpClient client) => (await client.GetFromJsonAsync<List<HostEntry>>("/api/hosts", Token))!;
}
