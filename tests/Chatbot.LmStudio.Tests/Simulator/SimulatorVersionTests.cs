using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorVersionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_0_3_has_no_REST_v1_and_says_so_with_200_and_the_WebSocket_does_its_work()
    {
        await using var fleet = new SimulatorFleet(("Version", "0.3.30"));
        await using var client = fleet.StudioClient();
        using var http = fleet.Client();

        Assert.Equal("""{"error":"Unexpected endpoint or method. (GET /api/v1/models)"}""", await http.GetStringAsync("api/v1/models", Stop));
        Assert.Equal("""{"error":"Unexpected endpoint or method. (GET /lms-status)"}""", await http.GetStringAsync("lms-status", Stop));
        Assert.True(await client.DetectAsync(Stop) is { WebSocket: true, RestV1: false, Version: "0.3.30" });
        Assert.Equal(3, (await client.ListDownloadedModelsAsync(Stop)).Count);
        await client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small, Identifier: "mine"), null, Stop);
        await client.UnloadAsync("mine", ModelKind.Llm, Stop);
        Assert.Empty(await client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task Without_sockets_there_is_the_older_list_and_chat()
    {
        await using var fleet = new SimulatorFleet(("Has:Sockets", "false"), ("Version", "0.3.6"));
        await using var client = fleet.StudioClient();
        using var http = fleet.Client();

        Assert.True(await client.DetectAsync(Stop) is { WebSocket: false, RestV1: false });
        using var response = await http.PostAsJsonAsync("api/v0/chat/completions", new { model = SimulatorApplication.Small, messages = new[] { new { role = "user", content = "Why is the sky blue?" } } }, Stop);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(("eosFound", "qwen3", "gguf"), (Text(answer, "stats", "stop_reason"), Text(answer, "model_info", "arch"), answer.GetProperty("runtime").GetProperty("supported_formats")[0].GetString()));
        var models = await http.GetFromJsonAsync<JsonElement>("api/v0/models", Stop);
        Assert.Equal("loaded", models.GetProperty("data")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("estimateModelUsage", """{"modelKey":"qwen/qwen3-4b","loadConfigStack":{"layers":[]}}""")]
    [InlineData("getInstanceProcessingState", """{"specifier":{"type":"query","query":{}},"throwIfNotFound":true}""")]
    public async Task Before_0_3_27_some_calls_are_unknown_and_the_warning_does_not_say_its_kind(string endpoint, string parameter)
    {
        await using var simulator = new SimulatorApplication(null, ("Version", "0.3.20"));
        using var llm = await simulator.ConnectAsync("/llm");

        await llm.SendAsync($$"""{"type":"rpcCall","endpoint":"{{endpoint}}","callId":0,"parameter":{{parameter}}}""");
        var warning = await llm.NextAsync();

        Assert.Contains(endpoint, warning.GetProperty("warning").GetString());
        Assert.False(warning.TryGetProperty("kind", out _));
    }

    [Fact]
    public async Task Before_0_3_27_an_instance_says_nothing_of_its_time_to_live_and_models_lack_newer_fields()
    {
        await using var simulator = new SimulatorApplication(null, ("Version", "0.3.20"));
        await simulator.Host.LoadAsync(simulator.Host.Models.Get(SimulatorApplication.Small), new LmStudioSimulator.Hosts.LoadSettings(TimeToLive: TimeSpan.FromHours(1)), null, Stop);
        using var llm = await simulator.ConnectAsync("/llm");

        var instance = (await llm.CallAsync("listLoaded")).GetProperty("result")[0];

        Assert.Equal(SimulatorApplication.Small, instance.GetProperty("identifier").GetString());
        foreach (var field in (string[])["ttlMs", "lastUsedTime", "publisher", "indexedModelIdentifier", "deviceIdentifier"]) Assert.False(instance.TryGetProperty(field, out _), field);
    }

    [Fact]
    public async Task A_switch_says_otherwise_than_the_version()
    {
        await using var simulator = new SimulatorApplication(null, ("Version", "0.3.20"), ("Has:Estimates", "true"), ("Has:NewModelFields", "true"));
        using var llm = await simulator.ConnectAsync("/llm");

        var estimate = await llm.CallAsync("estimateModelUsage", """{"modelKey":"qwen/qwen3-4b","loadConfigStack":{"layers":[]}}""");

        Assert.True(estimate.GetProperty("result").GetProperty("passesGuardrails").GetBoolean());
    }

    [Fact]
    public async Task The_first_passkey_of_a_client_is_the_one_for_it_while_it_is_connected()
    {
        await using var simulator = new SimulatorApplication();
        var first = await simulator.ConnectAsync("/system");
        using var socket = new SimulatorSocket(await simulator.Server.CreateWebSocketClient().ConnectAsync(new Uri(simulator.Server.BaseAddress, "/llm"), Stop));

        await socket.SendAsync("""{"authVersion":1,"clientIdentifier":"guest:test","clientPasskey":"another"}""");

        Assert.False((await socket.NextAsync()).GetProperty("success").GetBoolean());
        first.Dispose();
    }

    private static string? Text(JsonElement answer, string field, string inner) => answer.GetProperty(field).GetProperty(inner).GetString();
}
