using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>An LM Studio that has neither a WebSocket nor REST v1.</summary>
public sealed class OldVersionTests : IAsyncLifetime
{
    private readonly HashSet<string> _loaded = [];
    private string? _answering;
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await ScriptedStudio.StartAsync();
        _studio.HasWebSocket = false;
        _studio.OnRequest = request => request.Path.Value switch
        {
            "/api/v0/models" => (200, Models()),
            "/v1/chat/completions" => (200, Answer("choices")),
            "/v1/embeddings" => (200, Answer("data")),
            _ => ScriptedStudio.Unexpected(request),
        };
    }

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task It_says_what_it_has()
    {
        await using var client = _studio.CreateClient();

        Assert.True(await client.DetectAsync(Stop) is { WebSocket: false, RestV1: false, RestV0: true, Version: null });
    }

    [Fact]
    public async Task Its_models_are_listed()
    {
        await using var client = _studio.CreateClient();

        var models = await client.ListDownloadedModelsAsync(Stop);

        Assert.Equal(["a/b", "text-embed"], models.Select(model => model.Key));
        Assert.True(models[0] is { Vision: true, Tools: true, Quantization: "Q4_K_M", MaxContextLength: 32768, Architecture: "qwen", Publisher: "a" });
        Assert.Equal(ModelKind.Embedding, models[1].Kind);
    }

    [Fact]
    public async Task A_second_instance_is_one_of_the_same_model()
    {
        _loaded.UnionWith(["a/b", "a/b:2"]);
        await using var client = _studio.CreateClient();

        var instances = await client.ListLoadedAsync(Stop);

        Assert.Equal([("a/b", "a/b"), ("a/b:2", "a/b")], instances.Select(instance => (instance.Id, instance.ModelKey)));
        Assert.All(instances, instance => Assert.Equal(4096, instance.ContextLength));
        Assert.Equal(2, (await client.ListDownloadedModelsAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_load_is_a_request_of_one_token_with_a_TTL_in_seconds()
    {
        await using var client = _studio.CreateClient();

        var instance = await client.LoadModelAsync(new LoadOptions("a/b", Ttl: TimeSpan.FromDays(7)) { JitTtl = TimeSpan.FromMinutes(5) }, null, Stop);

        Assert.Equal(("a/b", 4096, TimeSpan.FromMinutes(5)), (instance.Id, instance.ContextLength, instance.Ttl));
        var sent = Json(_studio.Requests.Single(request => request.Route == "POST /v1/chat/completions").Body);
        Assert.Equal((300, 1, "a/b"), (sent.GetProperty("ttl").GetInt32(), sent.GetProperty("max_tokens").GetInt32(), sent.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task An_embedding_model_is_loaded_by_an_embedding()
    {
        await using var client = _studio.CreateClient();

        Assert.Equal(ModelKind.Embedding, (await client.LoadModelAsync(new LoadOptions("text-embed", ModelKind.Embedding), null, Stop)).Kind);

        Assert.Contains(_studio.Requests, request => request.Route == "POST /v1/embeddings");
    }

    [Fact]
    public async Task What_is_loaded_is_not_loaded_again_and_keeps_its_own_TTL()
    {
        _loaded.Add("a/b");
        await using var client = _studio.CreateClient();

        Assert.Null((await client.LoadModelAsync(new LoadOptions("a/b", Ttl: TimeSpan.FromMinutes(5)), null, Stop)).Ttl);

        Assert.DoesNotContain(_studio.Requests, request => request.Route == "POST /v1/chat/completions");
    }

    [Fact]
    public async Task A_key_that_it_does_not_have_is_not_tried_since_another_model_would_answer()
    {
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.ModelNotFound, await Reply.FailureAsync(client.LoadModelAsync(new LoadOptions("no/model"), null, Stop)));

        Assert.DoesNotContain(_studio.Requests, request => request.Route == "POST /v1/chat/completions");
    }

    [Fact]
    public async Task Where_another_model_answers_nothing_was_loaded()
    {
        _answering = "other/model";
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.WrongModel, await Reply.FailureAsync(client.LoadModelAsync(new LoadOptions("a/b"), null, Stop)));
    }

    [Fact]
    public async Task It_cannot_unload()
    {
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(client.UnloadAsync("a/b", ModelKind.Llm, Stop)));
    }

    [Theory]
    [InlineData("""{"error":{"type":"invalid_request","message":"No token.","code":"invalid_api_key"}}""")]
    [InlineData("""{"error":"Unauthorized"}""")]
    [InlineData("<html>401</html>")]
    [InlineData("{}")]
    public async Task A_refused_token_at_the_newer_interface_is_not_tried_at_the_older_one(string body)
    {
        _studio.OnRequest = request => request.Path.Value == "/api/v0/models" ? (200, Models()) : (401, body);
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.Unauthorized, await Reply.FailureAsync(client.ListDownloadedModelsAsync(Stop)));
        Assert.Equal(LmStudioFailure.Unauthorized, await Reply.FailureAsync(client.ListLoadedAsync(Stop)));

        Assert.DoesNotContain(_studio.Requests, request => request.Route == "GET /api/v0/models");
    }

    [Fact]
    public async Task A_page_of_an_error_is_no_reason_to_try_the_older_interface()
    {
        _studio.OnRequest = request => request.Path.Value == "/api/v0/models" ? (200, Models()) : (500, "<html>Internal Server Error</html>");
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.Refused, await Reply.FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private string Answer(string root)
    {
        var asked = Json(_studio.Requests.Last().Body).GetProperty("model").GetString()!;
        if (_answering is null) _loaded.Add(asked);
        return JsonSerializer.Serialize(new Dictionary<string, object> { ["model"] = _answering ?? asked, [root] = Array.Empty<object>() });
    }

    private string Models()
    {
        object[] models =
        [
            Model("a/b", "vlm"),
            Model("text-embed", "embeddings"),
            .. _loaded.Where(id => id.Contains(':', StringComparison.Ordinal)).Select(id => Model(id, "vlm")),
        ];
        return JsonSerializer.Serialize(new { @object = "list", data = models });
    }

    private Dictionary<string, object> Model(string id, string type)
    {
        var model = new Dictionary<string, object>
        {
            ["id"] = id,
            ["object"] = "model",
            ["type"] = type,
            ["publisher"] = "a",
            ["arch"] = "qwen",
            ["quantization"] = "Q4_K_M",
            ["state"] = _loaded.Contains(id) ? "loaded" : "not-loaded",
            ["max_context_length"] = 32768,
            ["capabilities"] = new[] { "tool_use" },
        };
        if (_loaded.Contains(id)) model["loaded_context_length"] = 4096;
        return model;
    }
}
