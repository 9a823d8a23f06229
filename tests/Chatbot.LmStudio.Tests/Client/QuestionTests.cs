using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>What newer LM Studios say of memory, hardware and work in progress.</summary>
public sealed class QuestionTests : IAsyncLifetime
{
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _studio = await ScriptedStudio.StartAsync();

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task A_survey_is_of_the_machine_and_not_of_each_engine()
    {
        _studio.OnMessage = message => [Reply.Result(message, new { status = "ok", engines = new object[] { Engine(), Engine(Gpu("RTX", 24, 24, "discrete"), Gpu("Radeon", 16, 0.5, "integrated")) } })];
        await using var client = _studio.CreateClient();

        var survey = await client.SurveyHardwareAsync(Stop);

        Assert.Equal(("Ryzen", 64L), (survey!.Cpu, survey.RamBytes));
        Assert.Equal([new Gpu("RTX", 24), new Gpu("Radeon", 16)], survey.Gpus);
    }

    [Fact]
    public async Task Where_no_engine_is_selected_all_are_asked()
    {
        _studio.OnMessage = message =>
            [Reply.Result(message, new { engines = message.GetProperty("parameter").GetProperty("type").GetString() == "all" ? [Engine()] : Array.Empty<object>() })];
        await using var client = _studio.CreateClient();

        Assert.True(await client.SurveyHardwareAsync(Stop) is { Cpu: "Ryzen", Gpus.Count: 0 });
    }

    [Fact]
    public async Task An_estimate_is_of_the_load_as_it_would_be_asked_for()
    {
        _studio.OnMessage = message => [Reply.Result(message, new { memory = new { confidence = "high", totalVramBytes = 5, totalBytes = 9.0 }, passesGuardrails = false })];
        await using var client = _studio.CreateClient();

        Assert.Equal(new MemoryEstimate(9, 5, Confident: true, PassesGuardrails: false), await client.EstimateAsync(new LoadOptions("a/b") { Parallel = 2 }, Stop));

        Assert.Equal(
            """{"modelKey":"a/b","loadConfigStack":{"layers":[{"layerName":"apiOverride","config":{"fields":[{"key":"llm.load.numParallelSessions","value":2}]}}]}}""",
            Asked("estimateModelUsage").GetRawText());
    }

    [Fact]
    public async Task What_an_instance_does_is_said_in_the_words_of_LM_Studio()
    {
        _studio.OnMessage = message => [Reply.Result(message, new { status = "dreaming", queued = 3 })];
        await using var client = _studio.CreateClient();

        var activity = await client.GetActivityAsync("a/b:2", ModelKind.Embedding, Stop);

        Assert.Equal(new InstanceActivity("dreaming", 3), activity);
        Assert.False(activity!.IsIdle);
        Assert.Equal("""{"specifier":{"type":"query","query":{"identifier":"a/b:2"}},"throwIfNotFound":true}""", Asked("getInstanceProcessingState").GetRawText());
    }

    [Fact]
    public async Task An_instance_that_is_not_there_has_no_activity()
    {
        _studio.OnMessage = message =>
            [new { type = "rpcError", callId = message.GetProperty("callId").GetInt32(), error = new { title = "Gone.", displayData = new { code = "generic.noModelMatchingQuery" } } }];
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.InstanceNotFound, await Reply.FailureAsync(client.GetActivityAsync("a/b", ModelKind.Llm, Stop)));
    }

    private static object Engine(params object[] gpus) => new
    {
        name = "llama.cpp",
        hardwareSurvey = new { cpuSurveyResult = new { cpuInfo = new { name = "Ryzen" } }, gpuSurveyResult = new { gpuInfo = gpus } },
        memoryInfo = new { ramCapacity = 64, vramCapacity = 24 },
    };

    private static object Gpu(string name, double total, double dedicated, string integrationType) =>
        new { name, deviceId = 0, totalMemoryCapacityBytes = total, dedicatedMemoryCapacityBytes = dedicated, integrationType };

    private JsonElement Asked(string endpoint) => Assert.Single(_studio.Received, message => Reply.Endpoint(message) == endpoint).GetProperty("parameter");
}
