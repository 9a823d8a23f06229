using Chatbot.LmStudio.Tests.Simulator;

namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>
/// LM Studio's own client, <c>@lmstudio/sdk</c>, takes the simulator for an LM Studio. It checks every message against its
/// schema, and waits for ever for what does not fit.
/// </summary>
[Collection(NodeCollection.Name)]
public sealed class OfficialClientTests
{
    private const string Token = "sk-lm-ABCD1234:abcdefghij0123456789";

    [Fact]
    public async Task It_lists_what_is_downloaded_and_what_the_machine_is()
    {
        await using var fleet = new SimulatorFleet(("Name", "mill"), ("GpuName", "RTX 9000"), ("VramBytes", "12000000000"), ("RamBytes", "32000000000"));
        var report = await Judge.RunAsync("inventory.mjs", fleet);

        Assert.Equal(3, report.GetProperty("all").GetArrayLength());
        Assert.Equal([SimulatorApplication.Small, SimulatorApplication.Large], report.Texts("llms"));
        Assert.Equal([SimulatorApplication.Embedding], report.Texts("embeddings"));
        Assert.Equal([$"{SimulatorApplication.Large}@q8_0"], report.Texts("variants"));
        Assert.Equal("0.4.25", report.GetProperty("version").Text("version"));
        Assert.Equal("0.4.25", report.GetProperty("info").Text("version"));
        Assert.Equal(0, report.Int("loaded"));
        Assert.Contains("Cannot find a model with path \"no/such\"", report.Text("unknownVariants"));
        Assert.Equal("mill", report.GetProperty("link").Text("deviceName"));
        var engine = Assert.Single(report.GetProperty("hardware").GetProperty("engines").EnumerateArray());
        Assert.Equal((32_000_000_000, 12_000_000_000), (engine.GetProperty("memoryInfo").Long("ramCapacity"), engine.GetProperty("memoryInfo").Long("vramCapacity")));
        Assert.Equal("RTX 9000", engine.GetProperty("hardwareSurvey").GetProperty("gpuSurveyResult").GetProperty("gpuInfo")[0].Text("name"));
    }

    [Fact]
    public async Task It_loads_with_progress_context_slots_and_time_to_live_cancels_a_load_and_unloads()
    {
        await using var fleet = new SimulatorFleet(("LoadSecondsPerGigabyte", "0.15"));
        var report = await Judge.RunAsync("loading.mjs", fleet);

        var progress = report.Numbers("progress");
        Assert.Equal(progress.Order(), progress);
        Assert.Contains(progress, value => value is > 0 and < 1);
        var info = report.GetProperty("info");
        Assert.Equal(("mine", 600_000, 8_192), (info.Text("identifier"), info.Int("ttlMs"), info.Int("contextLength")));
        Assert.Equal(8_192, report.Int("contextLength"));
        Assert.Equal([2, 4, 4], report.GetProperty("slots").EnumerateArray().Select(slot => slot.Int("parallel")));
        Assert.Equal(["mine", SimulatorApplication.Small, $"{SimulatorApplication.Small}:2"], report.Texts("identifiers"));
        Assert.Contains("already loaded", report.Text("taken"));
        Assert.Contains("Cannot find a model with path \"no/such\"", report.Text("unknown"));
        Assert.Contains("aborted", report.Text("cancelled"));
        Assert.Equal(report.Texts("identifiers"), report.Texts("before"));
        Assert.Equal([SimulatorApplication.Small], report.Texts("after"));
        Assert.Equal([SimulatorApplication.Embedding], report.Texts("embeddings"));
        Assert.Contains("Cannot find a loaded model with the identifier \"nobody\"", report.Text("unloadUnknown"));
        Assert.Contains("already been unloaded", report.Text("gone"));
        Assert.Equal((5, 4, 1), fleet.Hosts[0].Counters.Read() is var count ? (count.LoadsStarted, count.LoadsSucceeded, count.LoadsCancelled) : default);
    }

    [Fact]
    public async Task It_gets_what_is_loaded_or_loads_it_which_drops_what_was_loaded_so_before()
    {
        await using var fleet = new SimulatorFleet(("LoadSecondsPerGigabyte", "0.1"));
        var report = await Judge.RunAsync("get-or-load.mjs", fleet);

        Assert.Contains("No loaded model satisfies", report.Text("nothing"));
        Assert.NotEmpty(report.Numbers("progress"));
        Assert.True(report.Flag("same"));
        Assert.Equal(90_000, report.Int("ttlMs"));
        Assert.Equal([SimulatorApplication.Large], report.Texts("afterOther"));
        Assert.Contains("no/such", report.Text("unknown"));
        Assert.Equal(2, report.Int("loadsStarted"));
    }

    [Fact]
    public async Task It_streams_an_answer_stops_limits_and_cancels_one_and_sees_what_the_instance_does()
    {
        await using var fleet = new SimulatorFleet(("PromptMilliseconds", "50"));
        var report = await Judge.RunAsync("predict.mjs", fleet);

        var (prompt, whole, counters) = (report.Numbers("prompt"), report.GetProperty("whole"), report.GetProperty("counters"));
        Assert.Equal((0, 1), (prompt[0], prompt[^1]));
        Assert.Equal(["reasoning", "none"], report.Texts("types"));
        Assert.Equal(whole.Text("content"), report.Text("streamed"));
        Assert.Equal(whole.Text("content"), whole.Text("reasoning") + whole.Text("nonReasoning"));
        Assert.Contains("Rayleigh scattering", whole.Text("nonReasoning"));
        Assert.Equal(("eosFound", SimulatorApplication.Large), (whole.GetProperty("stats").Text("stopReason"), whole.Text("model")));
        Assert.Equal(("The ", "stopStringFound"), (report.GetProperty("stopped").Text("content"), report.GetProperty("stopped").Text("reason")));
        Assert.Equal((5, "maxPredictedTokensReached"), (report.GetProperty("limited").Int("tokens"), report.GetProperty("limited").Text("reason")));
        Assert.Equal(4, report.GetProperty("completed").Int("predictedTokensCount"));
        Assert.Equal(("processingPrompt", "idle"), (report.GetProperty("busy").Text("status"), report.GetProperty("idle").Text("status")));
        Assert.Equal("userStopped", report.Text("cancelled"));
        Assert.Contains("unloaded", report.Text("unloaded"));
        Assert.Contains("unloaded", report.Text("late"));
        Assert.Equal((6, 4, 1, 1), (counters.Int("requestsStarted"), counters.Int("requestsCompleted"), counters.Int("requestsAborted"), counters.Int("requestsCancelled")));
    }

    [Fact]
    public async Task It_estimates_memory_embeds_and_counts_tokens()
    {
        await using var fleet = new SimulatorFleet(("VramBytes", "8000000000"), ("RamBytes", "16000000000"));
        var report = await Judge.RunAsync("measures.mjs", fleet);

        long Total(string estimate) => report.GetProperty(estimate).GetProperty("memory").Long("totalBytes");
        long Vram(string estimate) => report.GetProperty(estimate).GetProperty("memory").Long("totalVramBytes");
        Assert.True(Total("estimate") > 2_497_280_640 && Total("longer") > Total("estimate"));
        Assert.Equal((Total("estimate"), true), (Total("half"), Vram("half") < Vram("estimate")));
        Assert.True(report.GetProperty("estimate").Flag("passesGuardrails"));
        Assert.False(report.GetProperty("tooLarge").Flag("passesGuardrails"));
        Assert.Contains("insufficient system resources", report.Text("refused"));
        Assert.Contains("no/such", report.Text("unknown"));
        Assert.Equal((768, true, true, 2), (report.Int("dimensions"), report.Flag("same"), report.Flag("different"), report.Int("several")));
        Assert.Equal((4, 4), (report.Int("tokens"), report.Int("count")));
        Assert.Equal(4, report.Int("requests"));
    }

    [Fact]
    public async Task It_needs_the_token_of_a_host_that_asks_for_one()
    {
        await using var fleet = new SimulatorFleet(("ApiToken", Token));
        var report = await Judge.RunAsync("token.mjs", fleet, Token);

        Assert.Contains("Failed to authenticate", report.Text("none"));
        Assert.Contains("Failed to authenticate", report.Text("wrong"));
        Assert.Equal(3, report.Int("right"));
    }

    [Fact]
    public async Task It_finds_and_downloads_a_model_and_cancels_another_download()
    {
        await using var fleet = new SimulatorFleet(("DownloadBytesPerSecond", "10000000000"));
        var report = await Judge.RunAsync("repository.mjs", fleet);

        Assert.Equal("Gemma 3 4B", report.Texts("names")[0]);
        Assert.Equal(["Q4_K_M", "Q8_0"], report.GetProperty("options").EnumerateArray().Select(option => option.Text("quantization")));
        Assert.Contains("aborted", report.Text("cancelled"));
        Assert.Equal(3, report.Int("afterCancel"));
        var bytes = report.GetProperty("progress").EnumerateArray().Select(update => update.Long("downloadedBytes")).ToList();
        Assert.Equal(bytes.Order(), bytes);
        Assert.Equal((0, 3_338_801_856), (bytes[0], bytes[^1]));
        Assert.True(report.Flag("finalizing"));
        Assert.Contains(report.Text("identifier"), report.Texts("listed"));
        Assert.Equal(report.Text("key"), report.Text("loaded"));
    }

    [Fact]
    public async Task It_sees_a_restart_reads_the_log_and_goes_on_afterwards()
    {
        await using var fleet = new SimulatorFleet();
        var report = await Judge.RunAsync("restart.mjs", fleet);

        Assert.Contains("closed", report.Text("load"));
        Assert.Equal(["llm.prediction.input", "llm.prediction.output"], report.Texts("logs"));
        Assert.Equal((0, "0.4.25"), (report.Int("after"), report.Text("version")));
    }
}
