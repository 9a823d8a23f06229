using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorHttpTests : IAsyncLifetime
{
    private readonly SimulatorApplication _simulator = new();
    private HttpClient _client = null!;

    public ValueTask InitializeAsync()
    {
        _client = _simulator.CreateClient();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task It_greets_as_LM_Studio_does_and_says_elsewhere_that_it_is_simulated()
    {
        Assert.Equal("""{"lmstudio":true}""", await _client.GetStringAsync("/lmstudio-greeting", TestContext.Current.CancellationToken));
        Assert.True((await GetAsync("/simulator")).GetProperty("simulated").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "/no/such/route")]
    [InlineData("DELETE", "/v1/models")]
    [InlineData("GET", "/llm")]
    public async Task An_unknown_route_or_method_answers_200_with_an_error_that_is_a_string(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal($"Unexpected endpoint or method. ({method} {path})", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_second_load_of_a_model_makes_a_second_instance()
    {
        Assert.Equal(SimulatorApplication.Small, (await PostAsync("/api/v1/models/load", $$"""{"model":"{{SimulatorApplication.Small}}"}""")).Body.GetProperty("instance_id").GetString());
        var (_, second) = await PostAsync("/api/v1/models/load", $$"""{"model":"{{SimulatorApplication.Small}}","context_length":8192,"echo_load_config":true}""");

        Assert.Equal($"{SimulatorApplication.Small}:2", second.GetProperty("instance_id").GetString());
        Assert.Equal(8_192, second.GetProperty("load_config").GetProperty("context_length").GetInt32());
        Assert.Equal([SimulatorApplication.Small, $"{SimulatorApplication.Small}:2"], await LoadedAsync());

        await PostAsync("/api/v1/models/unload", $$"""{"instance_id":"{{SimulatorApplication.Small}}"}""");
        Assert.Equal([$"{SimulatorApplication.Small}:2"], await LoadedAsync());
    }

    [Fact]
    public async Task What_a_load_asked_for_is_said_by_its_echo_and_by_the_list()
    {
        var (_, loaded) = await PostAsync("/api/v1/models/load", $$"""{"model":"{{SimulatorApplication.Small}}","eval_batch_size":256,"flash_attention":false,"num_experts":4,"offload_kv_cache_to_gpu":false,"echo_load_config":true}""");

        Assert.Equal("""{"context_length":4096,"eval_batch_size":256,"parallel":4,"flash_attention":false,"offload_kv_cache_to_gpu":false,"num_experts":4}""", loaded.GetProperty("load_config").GetRawText());
        var listed = (await GetAsync("/api/v1/models")).GetProperty("models")[0].GetProperty("loaded_instances")[0];
        Assert.Equal(loaded.GetProperty("load_config").GetRawText(), listed.GetProperty("config").GetRawText());
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages":[]}""")]
    [InlineData("/v1/chat/completions", """{"messages":"hello"}""")]
    [InlineData("/v1/chat/completions", "nonsense")]
    [InlineData("/v1/embeddings", """{"model":"x","input":7}""")]
    [InlineData("/api/v1/chat", "[]")]
    [InlineData("/api/v1/models/download", """{"model":null}""")]
    public async Task A_body_of_the_wrong_shape_is_told_so(string path, string json)
    {
        var (status, body) = await PostAsync(path, json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(body.GetProperty("error").GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("/api/v1/models/load", """{"model":"qwen/qwen3-4b","ttl":60}""", 400, "unrecognized_keys")]
    [InlineData("/api/v1/models/load", """{}""", 400, "missing_required_parameter")]
    [InlineData("/api/v1/models/load", """{"model":7}""", 400, "invalid_value")]
    [InlineData("/api/v1/models/load", """{"model":"qwen/qwen3-4b","context_length":"long"}""", 400, "invalid_value")]
    [InlineData("/api/v1/models/load", """{"model":"no/such"}""", 404, "model_not_found")]
    [InlineData("/api/v1/models/unload", """{"model":"qwen/qwen3-4b"}""", 400, "unrecognized_keys")]
    [InlineData("/api/v1/models/unload", """{"instance_id":"qwen/qwen3-4b"}""", 404, "model_not_found")]
    public async Task A_wrong_request_is_refused_with_its_code(string path, string json, int status, string code)
    {
        var (found, body) = await PostAsync(path, json);

        Assert.Equal(status, (int)found);
        Assert.Equal(code, body.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_older_list_shows_what_is_loaded_and_one_entry_by_its_encoded_id()
    {
        await PostAsync("/api/v1/models/load", $$"""{"model":"{{SimulatorApplication.Small}}"}""");

        Assert.Equal(["loaded", "not-loaded", "not-loaded"], (await GetAsync("/api/v0/models")).GetProperty("data").EnumerateArray().Select(model => model.GetProperty("state").GetString()));
        Assert.Equal(4_096, (await GetAsync("/api/v0/models/qwen%2Fqwen3-4b")).GetProperty("loaded_context_length").GetInt32());
    }

    [Fact]
    public async Task The_openai_list_shows_everything_that_a_request_would_load()
    {
        Assert.Equal(
            [SimulatorApplication.Small, SimulatorApplication.Large, SimulatorApplication.Embedding],
            (await GetAsync("/v1/models")).GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_same_text_has_the_same_embedding_and_another_text_another()
    {
        var (_, body) = await PostAsync("/v1/embeddings", $$"""{"model":"{{SimulatorApplication.Embedding}}","input":["sky","sky","sea"]}""");

        var vectors = body.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("embedding").GetRawText()).ToList();
        Assert.Equal(vectors[0], vectors[1]);
        Assert.NotEqual(vectors[0], vectors[2]);
    }

    private async Task<JsonElement> GetAsync(string path) => await _client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private async Task<IEnumerable<string?>> LoadedAsync() => (await GetAsync("/api/v1/models")).GetProperty("models").EnumerateArray()
        .SelectMany(model => model.GetProperty("loaded_instances").EnumerateArray())
        .Select(instance => instance.GetProperty("id").GetString());
}
