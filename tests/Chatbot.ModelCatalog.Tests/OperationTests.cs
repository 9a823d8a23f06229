using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

public sealed class OperationTests(StudioFixture fixture) : IClassFixture<StudioFixture>
{
    private readonly TestUser _person = TestUser.Regular();
    private readonly CatalogApplication _catalog = fixture.Catalog;

    [Fact]
    public async Task A_load_is_accepted_and_the_agent_of_the_host_is_sent_its_command()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId, TtlSeconds: 600, ContextLength: 8_192));

        Assert.Equal(("load", Reports.SmallId, "studio", _person.Id), (operation.Kind, operation.Model, operation.Host, operation.RequestedBy));
        await Eventually.TrueAsync(() => _catalog.Sent<LoadModel>().Any(sent => sent.OperationId == operation.Id), "the command is sent");
        Assert.Contains(new LoadModel(operation.Id, "studio", Reports.Small, 600, false, 8_192), _catalog.Sent<LoadModel>());
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Dispatched, "it is dispatched");
        Assert.Equal("Waiting for the agent of host studio.", (await GetAsync(operation.Id)).Message);
    }

    [Theory]
    [InlineData("admin", false, true)]
    [InlineData("admin", null, false)]
    [InlineData("regular", false, false)]
    public async Task A_pin_is_taken_off_by_those_who_may_unload_and_say_so(string type, bool? pinned, bool unpins)
    {
        var operation = await LoadAsync(type == "admin" ? TestUser.Admin() : _person, new LoadModelRequest(Reports.SmallId, TtlSeconds: 900, Pinned: pinned));

        await Eventually.TrueAsync(() => _catalog.Sent<LoadModel>().Any(sent => sent.OperationId == operation.Id), "the command is sent");
        Assert.Equal(unpins, _catalog.Sent<LoadModel>().First(sent => sent.OperationId == operation.Id).Unpin);
    }

    [Fact]
    public async Task Following_the_operations_shows_what_there_is_and_each_that_comes_and_nobody_elses()
    {
        var person = TestUser.Regular();
        var before = await LoadAsync(person, new LoadModelRequest(Reports.SmallId));
        using var client = _catalog.CreateClient(person);
        await using var events = await EventReader.OpenAsync(client, "/api/operations/events");

        Assert.Equal(before.Id, Assert.Single((await events.NextAsync("operations")).EnumerateArray().ToArray()).GetProperty("id").GetGuid());
        await LoadAsync(TestUser.Regular(), new LoadModelRequest(Reports.SmallId));
        var after = await LoadAsync(person, new LoadModelRequest(Reports.SmallId));

        var told = await events.NextAsync("operation");
        while (told.GetProperty("id").GetGuid() == before.Id) told = await events.NextAsync("operation");
        Assert.Equal(after.Id, told.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task An_admin_unloads_one_instance_and_a_regular_person_none()
    {
        var request = new UnloadModelRequest(Reports.SmallId, InstanceId: "qwen/qwen3-4b:2", Force: true);
        await ReportInstancesAsync(Reports.Instance(), Reports.Instance() with { InstanceId = "qwen/qwen3-4b:2" });

        using var refused = await PostAsync(_person, "/api/models/unload", request);
        using var accepted = await PostAsync(TestUser.Admin(), "/api/models/unload", request);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var operation = (await accepted.Content.ReadFromJsonAsync<Operation>(TestContext.Current.CancellationToken))!;
        var command = new UnloadModel(operation.Id, "studio", Reports.Small, "qwen/qwen3-4b:2", true);
        await Eventually.TrueAsync(() => _catalog.Sent<UnloadModel>().Contains(command), "the command is sent");
    }

    [Theory]
    [InlineData("another/model")]
    [InlineData("no-such-instance")]
    public async Task An_instance_of_another_model_is_not_found_whatever_its_id(string instance)
    {
        await ReportInstancesAsync(Reports.Instance(), Reports.Instance("another/model"));

        using var response = await PostAsync(TestUser.Admin(), "/api/models/unload", new UnloadModelRequest(Reports.SmallId, InstanceId: instance, Force: true));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("not_found:models", error.GetProperty("code").GetString());
        Assert.StartsWith("instanceId", error.GetProperty("cause").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unload_of_one_instance_that_is_asked_for_again_when_it_is_done_is_the_same_operation()
    {
        var request = new UnloadModelRequest(Reports.SmallId, InstanceId: Reports.Small, IdempotencyKey: "once");
        await ReportInstancesAsync(Reports.Instance());
        var person = TestUser.Admin();

        using var first = await PostAsync(person, "/api/models/unload", request);
        await ReportInstancesAsync();
        using var again = await PostAsync(person, "/api/models/unload", request);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task A_guest_may_not_load()
    {
        using var response = await PostAsync(TestUser.Guest(), "/api/models/load", new LoadModelRequest(Reports.SmallId));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("forbidden:models", await CodeAsync(response));
    }

    [Fact]
    public async Task A_person_may_not_load_a_model_outside_the_entitlement()
    {
        using var response = await PostAsync(_person with { Models = ["gemini-*"] }, "/api/models/load", new LoadModelRequest(Reports.SmallId));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"model":"gemini-2.5-pro"}""", "model")]
    [InlineData("""{}""", "model")]
    [InlineData("""{"model":"lmstudio:qwen/qwen3-4b","ttlSeconds":5}""", "TtlSeconds")]
    [InlineData("""{"model":"lmstudio:qwen/qwen3-4b","ttlSeconds":"long"}""", "ttlSeconds")]
    [InlineData("""{"model":"lmstudio:qwen/qwen3-4b","host":"The Studio"}""", "host")]
    [InlineData("""{"model":"lmstudio@studio:qwen/qwen3-4b","host":"laptop"}""", "host")]
    [InlineData("""{"model":"lmstudio:qwen/qwen3-4b","gpu":1}""", "gpu")]
    [InlineData("""nonsense""", "JSON")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string body, string named)
    {
        using var client = _catalog.CreateClient(_person);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/api/models/load", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("bad_request:models", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("lmstudio:no/such-model")]
    [InlineData("lmstudio@elsewhere:qwen/qwen3-4b")]
    public async Task A_model_that_no_host_has_is_not_found(string model)
    {
        using var response = await PostAsync(_person, "/api/models/load", new LoadModelRequest(model));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found:models", await CodeAsync(response));
    }

    [Fact]
    public async Task The_same_key_of_the_same_person_is_the_same_operation_however_often_it_comes_at_once()
    {
        var request = new LoadModelRequest(Reports.SmallId, IdempotencyKey: "once");

        var ids = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LoadAsync(_person, request)))).Select(operation => operation.Id).Distinct();
        var other = await LoadAsync(TestUser.Regular(), request);

        Assert.NotEqual(Assert.Single(ids), other.Id);
        Assert.Single(await ListAsync(_person));
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_a_conflict()
    {
        await LoadAsync(TestUser.Admin() with { Id = _person.Id }, new LoadModelRequest(Reports.SmallId, IdempotencyKey: "once"));

        using var response = await PostAsync(TestUser.Admin() with { Id = _person.Id }, "/api/models/unload", new UnloadModelRequest(Reports.SmallId, IdempotencyKey: "once"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Progress_never_falls_and_an_end_stays()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));

        await PublishAsync(new OperationProgressed(operation.Id, "studio", 0.6, false));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).Progress == 0.6, "0.6 has come");
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "studio", 0.2, true), TestContext.Current.CancellationToken));
        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Failed, FailureReasons.OutOfMemory, "The model needs 9 GB; 4 are free.", null));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Failed, "it has failed");
        await WriteAsync(journal => journal.EndedAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, null), TestContext.Current.CancellationToken));
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "studio", 0.9, false), TestContext.Current.CancellationToken));

        var ended = await GetAsync(operation.Id);
        Assert.Equal((OperationStates.Failed, 0.6, FailureReasons.OutOfMemory, "The model needs 9 GB; 4 are free."), (ended.State, ended.Progress, ended.Reason, ended.Message));
        Assert.NotNull(ended.StartedAt);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task News_from_another_host_change_nothing()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));

        await WriteAsync(journal => journal.EndedAsync(new OperationEnded(operation.Id, "laptop", OperationOutcomes.Succeeded, null, null, null), TestContext.Current.CancellationToken));
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "laptop", 0.9, false), TestContext.Current.CancellationToken));

        var untouched = await GetAsync(operation.Id);
        Assert.Null(untouched.EndedAt);
        Assert.Equal(0, untouched.Progress);
    }

    [Fact]
    public async Task The_event_stream_of_an_operation_ends_with_it()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));
        using var client = _catalog.CreateClient(_person);
        await using var events = await EventReader.OpenAsync(client, $"/api/operations/{operation.Id}/events");
        await events.NextAsync("operation");

        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, Reports.Small));

        List<string> states = [];
        while (await events.NextAsync() is { } next) states.Add(next.Data.GetProperty("state").GetString()!);
        Assert.Equal(OperationStates.Succeeded, states[^1]);
    }

    [Fact]
    public async Task A_running_operation_is_cancelled_by_its_agent()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));
        await PublishAsync(new OperationProgressed(operation.Id, "studio", 0.1, false));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Running, "it runs");

        using var response = await PostAsync(_person, $"/api/operations/{operation.Id}/cancel", new { });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.TrueAsync(() => _catalog.Sent<CancelOperation>().Any(sent => sent.OperationId == operation.Id), "the agent is told");
    }

    [Fact]
    public async Task An_operation_of_somebody_else_does_not_exist_except_for_those_who_manage_hosts()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));

        using var other = _catalog.CreateClient(TestUser.Regular());
        using var admin = _catalog.CreateClient(TestUser.Admin());
        using var hidden = await other.GetAsync($"/api/operations/{operation.Id}", TestContext.Current.CancellationToken);
        using var followed = await other.GetAsync($"/api/operations/{operation.Id}/events", TestContext.Current.CancellationToken);
        using var cancelled = await other.PostAsync($"/api/operations/{operation.Id}/cancel", null, TestContext.Current.CancellationToken);
        using var seen = await admin.GetAsync($"/api/operations/{operation.Id}", TestContext.Current.CancellationToken);
        using var malformed = await other.GetAsync("/api/operations/nonsense", TestContext.Current.CancellationToken);

        Assert.All([hidden, followed, cancelled], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
        Assert.Empty(await ListAsync(TestUser.Regular()));
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_host_and_state()
    {
        var operation = await LoadAsync(_person, new LoadModelRequest(Reports.SmallId));
        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, null));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).EndedAt is not null, "it has ended");

        Assert.Single(await ListAsync(_person, "?host=studio&state=succeeded"));
        Assert.Empty(await ListAsync(_person, "?state=running"));
        Assert.Empty(await ListAsync(_person, "?host=laptop"));
        using var client = _catalog.CreateClient(_person);
        using var malformed = await client.GetAsync("/api/operations?state=sleeping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    private async Task ReportInstancesAsync(params InstanceReport[] instances)
    {
        var fleet = _catalog.Services.GetRequiredService<Fleet>();
        await PublishAsync(Reports.Host(number: fleet.Hosts["studio"].Number + 1) with { Instances = instances });
        await Eventually.TrueAsync(() => fleet.Hosts["studio"].Instances.SequenceEqual(instances), "the instances are known");
    }

    private Task PublishAsync<T>(T message) where T : class => _catalog.Bus.Bus.Publish(message, TestContext.Current.CancellationToken);

    // As a consumer does, and done when it returns.
    private async Task WriteAsync(Func<OperationJournal, Task> write)
    {
        await using var scope = _catalog.Services.CreateAsyncScope();
        await write(scope.ServiceProvider.GetRequiredService<OperationJournal>());
    }

    private async Task<HttpResponseMessage> PostAsync(TestUser user, string path, object body)
    {
        using var client = _catalog.CreateClient(user);
        return await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
    }

    private async Task<Operation> LoadAsync(TestUser user, LoadModelRequest request)
    {
        using var response = await PostAsync(user, "/api/models/load", request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var operation = (await response.Content.ReadFromJsonAsync<Operation>(TestContext.Current.CancellationToken))!;
        Assert.Equal($"/api/operations/{operation.Id}", response.Headers.Location!.OriginalString);
        return operation;
    }

    private async Task<Operation> GetAsync(Guid id)
    {
        using var client = _catalog.CreateClient(_person);
        return (await client.GetFromJsonAsync<Operation>($"/api/operations/{id}", TestContext.Current.CancellationToken))!;
    }

    private async Task<List<Operation>> ListAsync(TestUser user, string query = "")
    {
        using var client = _catalog.CreateClient(user);
        return (await client.GetFromJsonAsync<List<Operation>>($"/api/operations{query}", TestContext.Current.CancellationToken))!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
}
