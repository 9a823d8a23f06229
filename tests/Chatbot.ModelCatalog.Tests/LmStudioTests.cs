using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class LmStudioTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CatalogApplication _catalog = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Fleet Fleet => _catalog.Services.GetRequiredService<Fleet>();

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
    public async Task Models_have_the_names_that_clients_know_and_embeddings_are_not_among_them()
    {
        await PublishAsync(Reports.Inventory(number: 2) with
        {
            Models = [.. Reports.Inventory().Models, new ModelReport("nomic/embed", "Nomic", "embedding", null, null, null, null, 1, null, false, false, false)],
        });
        await Eventually.TrueAsync(() => Fleet.Hosts["studio"].Inventory.Models.Count == 2, "the list is known");

        var model = Assert.Single((await JsonAsync(await _admin.GetAsync("/api/lmstudio/models", Token))).GetProperty("models").EnumerateArray().ToList());

        Assert.Equal(
            (Reports.SmallId, "LM Studio – qwen3-4b", "Local LM Studio model (qwen/qwen3-4b)"),
            (model.GetProperty("id").GetString(), model.GetProperty("name").GetString(), model.GetProperty("description").GetString()));
        using var other = _catalog.CreateClient(TestUser.Guest() with { Models = ["gemini-*"] });
        Assert.Empty((await JsonAsync(await other.GetAsync("/api/lmstudio/models", Token))).GetProperty("models").EnumerateArray());
    }

    [Fact]
    public async Task Status_tells_what_is_downloaded_and_what_is_loaded()
    {
        await ReportAsync(Reports.Instance());

        var status = await JsonAsync(await _admin.GetAsync("/api/lmstudio/status", Token));

        Assert.Equal(Reports.Small, status.GetProperty("downloaded")[0].GetProperty("modelKey").GetString());
        Assert.Equal(Reports.Small, status.GetProperty("loadedLlms")[0].GetProperty("identifier").GetString());
        Assert.Empty(status.GetProperty("loadedEmbeddings").EnumerateArray());
    }

    [Theory]
    [InlineData("/api/lmstudio/load")]
    [InlineData("/api/lmstudio/models/load")]
    public async Task A_load_is_answered_when_the_model_is_loaded(string path)
    {
        var asking = PostAsync(path, """{"modelKey":"qwen/qwen3-4b","ttl":600}""");
        var command = await SentAsync<LoadModel>();
        Assert.Equal((Reports.Small, 600), (command.ModelKey, command.TtlSeconds));
        Assert.False(asking.IsCompleted);

        await PublishAsync(new OperationEnded(command.OperationId, "studio", OperationOutcomes.Succeeded, null, null, Reports.Small));
        using var response = await asking;

        Assert.Equal("""{"ok":true,"modelKey":"qwen/qwen3-4b","ttl":600}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData(FailureReasons.OutOfMemory, HttpStatusCode.Conflict)]
    [InlineData(FailureReasons.ModelNotFound, HttpStatusCode.NotFound)]
    [InlineData(FailureReasons.LmStudioUnreachable, HttpStatusCode.ServiceUnavailable)]
    public async Task A_load_that_fails_carries_the_operations_sentence(string reason, HttpStatusCode status)
    {
        var asking = PostAsync("/api/lmstudio/load", """{"modelKey":"qwen/qwen3-4b"}""");
        var command = await SentAsync<LoadModel>();
        await PublishAsync(new OperationEnded(command.OperationId, "studio", OperationOutcomes.Failed, reason, "It needs 9 GB; 4 are free.", null));
        using var response = await asking;

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("It needs 9 GB; 4 are free.", (await JsonAsync(response)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_load_that_takes_too_long_for_any_proxy_is_said_to_go_on()
    {
        var asking = PostAsync("/api/lmstudio/load", """{"modelKey":"qwen/qwen3-4b"}""");
        var command = await SentAsync<LoadModel>();
        await PublishAsync(new OperationProgressed(command.OperationId, "studio", 0.5, false));
        await Eventually.TrueAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                await PublishAsync(Reports.Host(number: Fleet.Hosts["studio"].Number + 1)); // Its host is well all the time.
                return asking.IsCompleted;
            },
            "it is answered");

        using var response = await asking;
        var error = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "offline:models"), (response.StatusCode, error.GetProperty("code").GetString()));
        Assert.Contains(" goes on", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_is_not_waited_for_when_its_host_goes_away()
    {
        var asking = PostAsync("/api/lmstudio/load", """{"modelKey":"qwen/qwen3-4b"}""");
        await SentAsync<LoadModel>();
        await PublishAsync(Reports.Host(number: 2, health: LmStudioHealth.Unreachable));
        await Eventually.TrueAsync(() => !Fleet.Hosts["studio"].IsUsable, "the host is away");
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            "it is answered");

        using var response = await asking;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("can't be reached", (await JsonAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_every_LM_Studio_down_all_of_them_answer_without_any_time_passing()
    {
        await PublishAsync(Reports.Host(number: 2, health: LmStudioHealth.Unreachable));
        await Eventually.TrueAsync(() => !Fleet.Hosts["studio"].IsUsable, "the host is away");

        Assert.Empty((await JsonAsync(await _admin.GetAsync("/api/lmstudio/models", Token))).GetProperty("models").EnumerateArray());
        Assert.Empty((await JsonAsync(await _admin.GetAsync("/api/lmstudio/status", Token))).GetProperty("downloaded").EnumerateArray());
        foreach (var (path, body) in new[]
        {
            ("/api/lmstudio/load", """{"modelKey":"qwen/qwen3-4b"}"""),
            ("/api/lmstudio/unload", "{}"),
            ("/api/lmstudio/models/unload", """{"identifier":"qwen/qwen3-4b"}"""),
        })
        {
            using var response = await PostAsync(path, body);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "offline:models"), (response.StatusCode, (await JsonAsync(response)).GetProperty("code").GetString()));
        }

        await PublishAsync(Reports.Host(number: 3));
        await Eventually.TrueAsync(
            async () => (await JsonAsync(await _admin.GetAsync("/api/lmstudio/models", Token))).GetProperty("models").GetArrayLength() == 1, "it recovers by itself");
    }

    [Fact]
    public async Task Without_a_key_the_model_used_last_is_unloaded()
    {
        await PublishAsync(Reports.Inventory(number: 2, keys: [Reports.Small, "other/model"]));
        await ReportAsync(
            Reports.Instance() with { LastUsedAt = Reports.Started },
            Reports.Instance("other/model") with { LastUsedAt = Reports.Started.AddMinutes(1) });
        await Eventually.TrueAsync(() => Fleet.Hosts["studio"].Has("other/model"), "both models are known");

        var asking = PostAsync("/api/lmstudio/unload", null);
        var command = await SentAsync<UnloadModel>();
        await PublishAsync(new OperationEnded(command.OperationId, "studio", OperationOutcomes.Succeeded, null, null, null));
        using var response = await asking;

        Assert.Equal("""{"ok":true,"modelKey":"other/model"}""", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("other/model", command.ModelKey);
    }

    [Fact]
    public async Task One_instance_is_unloaded_by_its_identifier()
    {
        await ReportAsync(Reports.Instance(), Reports.Instance() with { InstanceId = "qwen/qwen3-4b:2" });

        var asking = PostAsync("/api/lmstudio/models/unload", """{"identifier":"qwen/qwen3-4b:2"}""");
        var command = await SentAsync<UnloadModel>();
        await PublishAsync(new OperationEnded(command.OperationId, "studio", OperationOutcomes.Succeeded, null, null, null));
        using var response = await asking;

        Assert.Equal("qwen/qwen3-4b:2", command.InstanceId);
        Assert.Equal("""{"ok":true,"modelKey":"qwen/qwen3-4b"}""", await response.Content.ReadAsStringAsync(Token));
        using var unknown = await PostAsync("/api/lmstudio/models/unload", """{"identifier":"nobody"}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("/api/lmstudio/load", "{}", "modelKey required")]
    [InlineData("/api/lmstudio/load", null, "modelKey required")]
    [InlineData("/api/lmstudio/models/load", """{"modelKey":""}""", "modelKey required")]
    [InlineData("/api/lmstudio/models/unload", "{}", "identifier required")]
    public async Task A_missing_key_is_told_in_the_words_that_clients_know(string path, string? body, string cause)
    {
        using var response = await PostAsync(path, body);

        var error = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, cause), (response.StatusCode, error.GetProperty("cause").GetString()));
        Assert.Equal("The request couldn't be processed. Please check your input and try again.", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("/api/lmstudio/load", """{"modelKey":7}""", "modelKey")]
    [InlineData("/api/lmstudio/load", """{"modelKey":"qwen/qwen3-4b","ttl":5}""", "ttl")]
    [InlineData("/api/lmstudio/load", """{"model":"qwen/qwen3-4b"}""", "model")]
    [InlineData("/api/lmstudio/unload", "nonsense", "JSON")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string path, string body, string named)
    {
        using var response = await PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await JsonAsync(response)).GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Permissions_are_those_of_loading_and_unloading()
    {
        using var nobody = _catalog.CreateClient();
        using var guest = _catalog.CreateClient(TestUser.Guest());
        using var regular = _catalog.CreateClient(TestUser.Regular());
        using var other = _catalog.CreateClient(TestUser.Admin() with { Models = ["gemini-*"] });
        foreach (var (client, path, status) in new[]
        {
            (nobody, "/api/lmstudio/load", HttpStatusCode.Unauthorized),
            (guest, "/api/lmstudio/load", HttpStatusCode.Forbidden),
            (guest, "/api/lmstudio/models/load", HttpStatusCode.Forbidden),
            (other, "/api/lmstudio/load", HttpStatusCode.Forbidden),
            (regular, "/api/lmstudio/unload", HttpStatusCode.Forbidden),
            (regular, "/api/lmstudio/models/unload", HttpStatusCode.Forbidden),
        })
        {
            using var response = await client.PostAsync(path, Json("""{"modelKey":"qwen/qwen3-4b"}"""), Token);
            Assert.Equal(status, response.StatusCode);
        }

        using var unknown = await PostAsync("/api/lmstudio/load", """{"modelKey":"no/such"}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task ReportAsync(params InstanceReport[] instances)
    {
        await PublishAsync(Reports.Host(number: Fleet.Hosts["studio"].Number + 1) with { Instances = instances });
        await Eventually.TrueAsync(() => Fleet.Hosts["studio"].Instances.SequenceEqual(instances), "the instances are known");
    }

    private async Task<T> SentAsync<T>() where T : class
    {
        await Eventually.TrueAsync(() => _catalog.Sent<T>().Count > 0, "the command is sent");
        return _catalog.Sent<T>()[0];
    }

    private Task PublishAsync<T>(T message) where T : class => _catalog.Bus.Bus.Publish(message, Token);

    private Task<HttpResponseMessage> PostAsync(string path, string? body) => _admin.PostAsync(path, body is null ? null : Json(body), Token);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Token);
}
