using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class LmStudioClientFaultTests : IAsyncLifetime
{
    private const string RestModels = """{"models":[{"type":"llm","key":"a/b","loaded_instances":[{"id":"a/b:2","config":{"context_length":2048,"extra":""}}]}]}""";
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _studio = await ScriptedStudio.StartAsync();

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task A_server_that_says_200_to_everything_is_not_taken_for_LM_Studio_or_for_able()
    {
        _studio.HasWebSocket = false;
        await using var client = _studio.CreateClient();

        Assert.False(await client.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.Unsupported, await FailureAsync(client.DetectAsync(Stop)));
        Assert.Equal(LmStudioFailure.Unsupported, await FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }

    [Fact]
    public async Task An_endpoint_that_the_socket_does_not_know_is_found_by_its_warning_and_REST_takes_over()
    {
        _studio.OnMessage = message => [new { type = "communicationWarning", warning = $"Received call to unknown endpoint, endpoint = {Endpoint(message)}", kind = "rpcEndpointUnknown" }];
        _studio.OnRequest = _ => (200, RestModels);
        await using var client = _studio.CreateClient();

        var instance = Assert.Single(await client.ListLoadedAsync(Stop));

        Assert.Equal(("a/b:2", "a/b", 2048), (instance.Id, instance.ModelKey, instance.ContextLength));
    }

    [Fact]
    public async Task A_load_that_the_socket_does_not_know_is_done_by_REST()
    {
        _studio.OnMessage = message => Endpoint(message) == "listLoaded"
            ? [Result(message, Array.Empty<object>())]
            : [new { type = "communicationWarning", warning = "Something is not understood." }];
        _studio.OnRequest = _ => (200, """{"type":"llm","instance_id":"a/b","status":"loaded","load_config":{"context_length":1024}}""");
        await using var client = _studio.CreateClient();

        var instance = await client.LoadModelAsync(new LoadOptions("a/b"), null, Stop);

        Assert.Equal(("a/b", 1024), (instance.Id, instance.ContextLength));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal(LmStudioFailure.TimedOut, await FailureAsync(client.ListLoadedAsync(Stop)));
    }

    [Fact]
    public async Task A_load_without_progress_is_given_up_and_cancelled()
    {
        _studio.OnMessage = message => Endpoint(message) switch
        {
            "listLoaded" => [Result(message, Array.Empty<object>())],
            "loadModel" => [Said(message, new { type = "resolved" })],
            _ => [],
        };
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal(LmStudioFailure.TimedOut, await FailureAsync(client.LoadModelAsync(new LoadOptions("a/b"), null, Stop)));
        Assert.Contains(_studio.Received, message => message.GetRawText().Contains("""{"type":"cancel"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_said_so_and_not_tried_another_way()
    {
        _studio.Greeting = new { success = false, error = "Invalid passkey." };
        _studio.OnRequest = _ => throw new InvalidOperationException("A refused token must not lead to another interface.");
        await using var client = _studio.CreateClient("sk-lm-ABCD1234:abcdefghij0123456789");

        Assert.Equal(LmStudioFailure.Unauthorized, await FailureAsync(client.ListLoadedAsync(Stop)));
        Assert.Equal("""{"authVersion":1,"clientIdentifier":"ABCD1234","clientPasskey":"abcdefghij0123456789"}""", _studio.Received.First().GetRawText());
    }

    [Fact]
    public async Task A_refused_token_at_the_REST_API_is_said_so()
    {
        _studio.OnRequest = _ => (401, """{"error":{"type":"invalid_request","message":"Malformed token.","code":"invalid_api_key"}}""");
        await using var client = _studio.CreateClient("nonsense");

        Assert.Equal(LmStudioFailure.Unauthorized, await FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }

    [Fact]
    public async Task A_lost_connection_fails_what_waits_and_the_next_call_connects_again()
    {
        var first = true;
        _studio.OnMessage = message =>
        {
            object[] replies = first ? [ScriptedStudio.Close] : [Result(message, Array.Empty<object>())];
            first = false;
            return replies;
        };
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.Unreachable, await FailureAsync(client.ListLoadedAsync(Stop)));
        Assert.Empty(await client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task What_a_version_leaves_out_or_adds_does_not_matter()
    {
        _studio.OnMessage = message => [Result(message, new object[] { new { modelKey = "a/b", ttlMs = "soon", contextLength = 4096.0, news = new { } }, new { nothing = true } })];
        await using var client = _studio.CreateClient();

        var instances = await client.ListLoadedAsync(Stop);

        Assert.Equal(2, instances.Count);
        Assert.All(instances, instance => Assert.Equal(("a/b", 4096, null), (instance.Id, instance.ContextLength, instance.Ttl)));
    }

    [Theory]
    [InlineData("Model loading aborted due to insufficient system resources. It requires approximately 40 GB.", LmStudioFailure.OutOfMemory)]
    [InlineData("The engine ended with SIGABRT", LmStudioFailure.OutOfMemory)]
    [InlineData("Unknown architecture", LmStudioFailure.LoadFailed)]
    public async Task A_failed_load_says_why(string title, LmStudioFailure failure)
    {
        _studio.OnMessage = message => Endpoint(message) == "listLoaded"
            ? [Result(message, Array.Empty<object>())]
            : [new { type = "channelError", channelId = message.GetProperty("channelId").GetInt32(), error = new { title } }];
        await using var client = _studio.CreateClient();

        var exception = await Assert.ThrowsAsync<LmStudioException>(() => client.LoadModelAsync(new LoadOptions("a/b"), null, Stop));

        Assert.Equal((failure, title), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task A_load_is_asked_for_in_the_words_of_the_protocol()
    {
        _studio.OnMessage = message => Endpoint(message) == "listLoaded"
            ? [Result(message, Array.Empty<object>())]
            : [Said(message, new { type = "success", info = new { identifier = "mine", modelKey = "a/b", contextLength = 4000 } })];
        await using var client = _studio.CreateClient();

        var instance = await client.LoadModelAsync(new LoadOptions("a/b", ModelKind.Llm, "mine", TimeSpan.FromMinutes(1), 8192), null, Stop);

        Assert.Equal(4000, instance.ContextLength);
        var sent = Assert.Single(_studio.Received, message => Endpoint(message) == "loadModel").GetProperty("creationParameter");
        Assert.Equal(
            """{"modelKey":"a/b","identifier":"mine","ttlMs":60000,"loadConfigStack":{"layers":[{"layerName":"apiOverride","config":{"fields":["""
            + """{"key":"llm.load.llama.autoFit","value":false},{"key":"llm.load.mlx.autoFit","value":false},{"key":"llm.load.yuzu.autoFit","value":false},"""
            + """{"key":"llm.load.contextLength","value":8192}]}}]}}""",
            sent.GetRawText());
    }

    [Fact]
    public async Task Nothing_at_the_address_is_unreachable()
    {
        await using var client = _studio.CreateClient();
        await _studio.StopAsync();

        Assert.False(await client.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.Unreachable, await FailureAsync(client.ListLoadedAsync(Stop)));
        Assert.Equal(LmStudioFailure.Unreachable, await FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }

    private static async Task<LmStudioFailure> FailureAsync(Task call) => (await Assert.ThrowsAsync<LmStudioException>(() => call)).Failure;

    private static string? Endpoint(JsonElement message) => message.TryGetProperty("endpoint", out var endpoint) ? endpoint.GetString() : null;

    private static object Result(JsonElement call, object result) => new { type = "rpcResult", callId = call.GetProperty("callId").GetInt32(), result };

    private static object Said(JsonElement create, object message) => new { type = "channelSend", channelId = create.GetProperty("channelId").GetInt32(), message };
}
