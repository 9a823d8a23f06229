using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>What is asked for: who may, what is refused, and what the host's agent is told.</summary>
public sealed class OperationRequestTests(StudioFixture fixture) : OperationCalls(fixture)
{
    [Fact]
    public async Task A_load_is_accepted_and_the_agent_of_the_host_is_sent_its_command()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId, TtlSeconds: 600, ContextLength: 8_192));

        Assert.Equal(("load", Reports.SmallId, "studio", Person.Id), (operation.Kind, operation.Model, operation.Host, operation.RequestedBy));
        await Eventually.TrueAsync(() => Catalog.Sent<LoadModel>().Any(sent => sent.OperationId == operation.Id), "the command is sent");
        Assert.Contains(new LoadModel(operation.Id, "studio", Reports.Small, 600, false, 8_192), Catalog.Sent<LoadModel>());
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Dispatched, "it is dispatched");
        Assert.Equal("Waiting for the agent of host studio.", (await GetAsync(operation.Id)).Message);
    }

    [Theory]
    [InlineData("admin", true, true)]
    [InlineData("admin", false, false)]
    [InlineData("admin", null, null)]
    [InlineData("regular", true, true)]
    [InlineData("regular", false, null)]
    public async Task An_operation_tells_whether_it_is_to_keep_a_model_loaded_or_to_let_it_go(string type, bool? pinned, bool? told)
    {
        var operation = await LoadAsync(type == "admin" ? TestUser.Admin() with { Id = Person.Id } : Person, new LoadModelRequest(Reports.SmallId, Pinned: pinned));

        Assert.Equal(told, operation.Pinned);
        Assert.Equal(told, (await GetAsync(operation.Id)).Pinned);
    }

    [Theory]
    [InlineData("admin", false, true)]
    [InlineData("admin", null, false)]
    [InlineData("regular", false, false)]
    public async Task A_pin_is_taken_off_by_those_who_may_unload_and_say_so(string type, bool? pinned, bool unpins)
    {
        var operation = await LoadAsync(type == "admin" ? TestUser.Admin() : Person, new LoadModelRequest(Reports.SmallId, TtlSeconds: 900, Pinned: pinned));

        await Eventually.TrueAsync(() => Catalog.Sent<LoadModel>().Any(sent => sent.OperationId == operation.Id), "the command is sent");
        Assert.Equal(unpins, Catalog.Sent<LoadModel>().First(sent => sent.OperationId == operation.Id).Unpin);
    }

    [Fact]
    public async Task An_admin_unloads_one_instance_and_a_regularPerson_none()
    {
        var request = new UnloadModelRequest(Reports.SmallId, InstanceId: "qwen/qwen3-4b:2", Force: true);
        await ReportInstancesAsync(Reports.Instance(), Reports.Instance() with { InstanceId = "qwen/qwen3-4b:2" });

        using var refused = await PostAsync(Person, "/api/models/unload", request);
        using var accepted = await PostAsync(TestUser.Admin(), "/api/models/unload", request);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var operation = (await accepted.Content.ReadFromJsonAsync<Operation>(TestContext.Current.CancellationToken))!;
        var command = new UnloadModel(operation.Id, "studio", Reports.Small, "qwen/qwen3-4b:2", true);
        await Eventually.TrueAsync(() => Catalog.Sent<UnloadModel>().Contains(command), "the command is sent");
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
    public async Task APerson_may_not_load_a_model_outside_the_entitlement()
    {
        using var response = await PostAsync(Person with { Models = ["gemini-*"] }, "/api/models/load", new LoadModelRequest(Reports.SmallId));

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
        using var client = Catalog.CreateClient(Person);
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
        using var response = await PostAsync(Person, "/api/models/load", new LoadModelRequest(model));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found:models", await CodeAsync(response));
    }

    [Fact]
    public async Task The_same_key_of_the_samePerson_is_the_same_operation_however_often_it_comes_at_once()
    {
        var request = new LoadModelRequest(Reports.SmallId, IdempotencyKey: "once");

        var ids = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LoadAsync(Person, request)))).Select(operation => operation.Id).Distinct();
        var other = await LoadAsync(TestUser.Regular(), request);

        Assert.NotEqual(Assert.Single(ids), other.Id);
        Assert.Single(await ListAsync(Person));
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_a_conflict()
    {
        await LoadAsync(TestUser.Admin() with { Id = Person.Id }, new LoadModelRequest(Reports.SmallId, IdempotencyKey: "once"));

        using var response = await PostAsync(TestUser.Admin() with { Id = Person.Id }, "/api/models/unload", new UnloadModelRequest(Reports.SmallId, IdempotencyKey: "once"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    private async Task ReportInstancesAsync(params InstanceReport[] instances)
    {
        var fleet = Catalog.Services.GetRequiredService<Fleet>();
        await PublishAsync(Reports.Host(number: fleet.Hosts["studio"].Number + 1) with { Instances = instances });
        await Eventually.TrueAsync(() => fleet.Hosts["studio"].Instances.SequenceEqual(instances), "the instances are known");
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
}
