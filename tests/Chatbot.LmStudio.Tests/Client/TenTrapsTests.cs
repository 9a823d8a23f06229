using System.Text.Json;
using Chatbot.LmStudio.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>Ten ways in which LM Studio breaks a client that takes it at its word.</summary>
public sealed class TenTrapsTests : IAsyncLifetime
{
    private const string Nothing = """{"models":[]}""";
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _studio = await ScriptedStudio.StartAsync();

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task Trap_1_a_load_over_REST_sends_no_TTL_nor_anything_else_that_the_closed_schema_refuses()
    {
        string[] known = ["model", "context_length", "eval_batch_size", "flash_attention", "num_experts", "offload_kv_cache_to_gpu", "echo_load_config"];
        _studio.HasWebSocket = false;
        _studio.OnRequest = request => request.Path.Value!.EndsWith("/load", StringComparison.Ordinal)
            ? Fields(Sent("/load")).Except(known).Any() ? (400, """{"error":{"type":"invalid_request","code":"unrecognized_keys","message":"Unrecognized keys"}}""") : Loaded("a/b")
            : (200, Nothing);
        await using var client = _studio.CreateClient();

        await client.LoadModelAsync(Everything, null, Stop);

        Assert.Equal(known.Order(), Fields(Sent("/load")).Order());
    }

    [Fact]
    public async Task Trap_2_a_load_over_REST_says_nothing_until_it_is_done_and_is_given_the_time_of_a_load()
    {
        var time = new FakeTimeProvider();
        _studio.HasWebSocket = false;
        _studio.OnRequest = request =>
        {
            if (!request.Path.Value!.EndsWith("/load", StringComparison.Ordinal)) return (200, Nothing);
            time.Advance(TimeSpan.FromMinutes(4));
            return Loaded("a/b");
        };
        await using var client = new LmStudioClient(_studio.CreateHttpClient, new LmStudioOptions { BaseUrl = _studio.Address }, time);

        Assert.Equal("a/b", (await client.LoadModelAsync(new LoadOptions("a/b"), null, Stop)).Id);
    }

    [Fact]
    public async Task Trap_3_a_200_to_a_route_that_is_not_there_is_no_success()
    {
        _studio.HasWebSocket = false;
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(client.UnloadAsync("a/b", ModelKind.Llm, Stop)));
        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }

    [Fact]
    public async Task Trap_4_a_load_that_was_given_up_and_made_a_second_instance_takes_that_one_away_and_not_the_first()
    {
        using var cancel = new CancellationTokenSource();
        _studio.HasWebSocket = false;
        _studio.OnRequest = request =>
        {
            if (request.Path.Value!.EndsWith("/unload", StringComparison.Ordinal)) return (200, """{"instance_id":"gone"}""");
            if (!request.Path.Value!.EndsWith("/load", StringComparison.Ordinal)) return (200, Instances("a/b"));
            cancel.Cancel();
            return Loaded("a/b:2");
        };
        await using var client = _studio.CreateClient();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.LoadModelAsync(new LoadOptions("a/b"), null, cancel.Token));

        Assert.Equal(["""{"instance_id":"a/b:2"}"""], _studio.Requests.Where(request => request.Route.EndsWith("/unload", StringComparison.Ordinal)).Select(request => request.Body));
    }

    [Fact]
    public async Task Trap_5_an_instance_is_known_by_its_own_identifier_since_the_key_goes_to_the_oldest_one()
    {
        _studio.OnMessage = message => Reply.Endpoint(message) switch
        {
            "listLoaded" => [Reply.Result(message, Array.Empty<object>())],
            "loadModel" => [Reply.Said(message, new { type = "success", info = new { identifier = "a/b:2", modelKey = "a/b", contextLength = 4096 } })],
            _ => [Reply.Unknown(message)],
        };
        // What the oldest instance of the key answers, where the second one was asked.
        _studio.OnRequest = _ => (200, Answer("a/b"));
        await using var client = _studio.CreateClient();

        var instance = await client.LoadModelAsync(new LoadOptions("a/b"), null, Stop);

        Assert.Equal(("a/b:2", "a/b"), (instance.Id, instance.ModelKey));
        Assert.Equal(LmStudioFailure.WrongModel, await Reply.FailureAsync(ReadAsync(client, instance.Id)));
        Assert.Equal("a/b:2", JsonSerializer.Deserialize<JsonElement>(Sent("/completions")).GetProperty("model").GetString());
    }

    [Fact]
    public async Task Trap_6_what_another_model_answers_is_not_passed_on()
    {
        _studio.OnRequest = _ => (200, Answer("other/model"));
        await using var client = _studio.CreateClient();
        var heard = new List<ChatChunk>();

        Assert.Equal(LmStudioFailure.WrongModel, await Reply.FailureAsync(ReadAsync(client, "a/b", heard)));
        Assert.Empty(heard);
    }

    [Fact]
    public async Task Trap_7_an_explicit_load_that_LM_Studio_will_never_unload_by_itself_is_not_said_to_have_a_TTL()
    {
        _studio.HasWebSocket = false;
        _studio.OnRequest = request => request.Path.Value!.EndsWith("/load", StringComparison.Ordinal) ? Loaded("a/b") : (200, Nothing);
        await using var client = _studio.CreateClient();

        Assert.Null((await client.LoadModelAsync(new LoadOptions("a/b", Ttl: TimeSpan.FromMinutes(5)), null, Stop)).Ttl);
    }

    [Fact]
    public async Task Trap_8_an_endpoint_that_is_only_warned_about_is_unsupported_at_once_and_one_that_is_not_even_warned_about_is_given_up()
    {
        _studio.OnMessage = message => Reply.Endpoint(message) == "estimateModelUsage" ? [Reply.Unknown(message)] : [];
        await using var patient = _studio.CreateClient(timeout: TimeSpan.FromHours(1));
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(200));

        Assert.Null(await patient.EstimateAsync(new LoadOptions("a/b"), Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop));
        Assert.Equal(LmStudioFailure.TimedOut, await Reply.FailureAsync(client.GetActivityAsync("a/b", ModelKind.Llm, Stop)).WaitAsync(TimeSpan.FromSeconds(30), Stop));
    }

    [Fact]
    public async Task Trap_9_what_a_version_leaves_out_adds_or_says_otherwise_does_not_matter()
    {
        object[] models =
        [
            new { modelKey = "a/b", type = "hologram", format = "yuzu", sizeBytes = "much", maxContextLength = 4096.0, variants = new object[] { "a/b@q4", 7 }, news = new { } },
            new { type = "llm" },
            "what is this",
        ];
        _studio.OnMessage = message => Reply.Endpoint(message) == "listDownloadedModels" ? [Reply.Result(message, models)] : [Reply.Unknown(message)];
        await using var client = _studio.CreateClient();

        var model = Assert.Single(await client.ListDownloadedModelsAsync(Stop));

        Assert.Equal(("a/b", ModelKind.Llm, null, 4096), (model.Key, model.Kind, model.SizeBytes, model.MaxContextLength));
        Assert.Equal(["a/b@q4"], model.Variants);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trap_10_the_context_is_the_one_that_was_granted_and_not_the_one_that_was_asked_for(bool said)
    {
        var loaded = false;
        _studio.OnMessage = message =>
        {
            if (Reply.Endpoint(message) == "listLoaded") return [Reply.Result(message, loaded ? [new { identifier = "mine", modelKey = "a/b", contextLength = 2048 }] : Array.Empty<object>())];
            if (Reply.Endpoint(message) != "loadModel") return [Reply.Unknown(message)];
            loaded = true;
            return [Reply.Said(message, new { type = "success", info = said ? new { identifier = "mine", modelKey = "a/b", contextLength = (int?)2048 } : new { identifier = "mine", modelKey = "a/b", contextLength = (int?)null } })];
        };
        await using var client = _studio.CreateClient();

        Assert.Equal(2048, (await client.LoadModelAsync(new LoadOptions("a/b", Identifier: "mine", ContextLength: 8192), null, Stop)).ContextLength);
    }

    private static LoadOptions Everything => new("a/b", ModelKind.Llm, "mine", TimeSpan.FromMinutes(5), 8192)
    {
        Parallel = 2,
        Gpu = new GpuOptions { OffloadRatio = GpuOffload.Max, MainGpu = 0 },
        FlashAttention = true,
        EvalBatchSize = 512,
        OffloadKvCacheToGpu = false,
        Experts = 4,
    };

    private static (int Status, string Body) Loaded(string id) => (200, $$"""{"type":"llm","instance_id":"{{id}}","status":"loaded"}""");

    private static string Instances(string id) => $$$"""{"models":[{"type":"llm","key":"a/b","loaded_instances":[{"id":"{{{id}}}","config":{}}]}]}""";

    private static string Answer(string model) =>
        $$"""data: {"object":"chat.completion.chunk","model":"{{model}}","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}""" + "\n\ndata: [DONE]\n\n";

    private static async Task ReadAsync(LmStudioClient client, string model, List<ChatChunk>? heard = null)
    {
        await foreach (var chunk in client.StreamChatAsync(new ChatCompletionRequest(model, [new ChatMessage("user", "Hello")]), Stop)) heard?.Add(chunk);
    }

    private static IEnumerable<string> Fields(string json) => JsonSerializer.Deserialize<JsonElement>(json).EnumerateObject().Select(field => field.Name);

    private string Sent(string route) => _studio.Requests.Last(request => request.Route.EndsWith(route, StringComparison.Ordinal)).Body;
}
