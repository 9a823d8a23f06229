using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorLoadFaultTests : FaultyHostTests
{
    [Fact]
    public async Task A_load_runs_out_of_memory_or_dies_on_its_way_and_leaves_nothing_behind()
    {
        await SetAsync("""{"outOfMemory":{"times":2},"dieMidLoad":{"times":1,"at":0.3,"model":"qwen/qwen3-vl-8b"}}""");

        var memory = await FailedLoadAsync(SimulatorApplication.Small);
        using var rest = await Http.PostAsJsonAsync("api/v1/models/load", new { model = SimulatorApplication.Small }, Stop);
        var death = await FailedLoadAsync(SimulatorApplication.Large);

        Assert.Equal(LmStudioFailure.OutOfMemory, memory.Failure);
        Assert.Contains("cudaMalloc failed: out of memory", memory.Message);
        Assert.Equal(HttpStatusCode.InternalServerError, rest.StatusCode);
        var error = (await rest.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error");
        Assert.Equal("model_load_failed", error.GetProperty("type").GetString());
        Assert.Contains("SIGABRT", error.GetProperty("message").GetString());
        Assert.Equal(LmStudioFailure.LoadFailed, death.Failure);
        Assert.Contains("model has crashed", death.Message);
        Assert.Equal((3, 0, 3, 0L), (Host.Counters.Read().LoadsStarted, Host.Instances.Count, Host.Counters.Read().LoadsFailed, Host.Memory.Used.VramBytes));

        await Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop);
    }

    [Fact]
    public async Task LM_Studio_goes_with_a_load_and_comes_back_empty()
    {
        await Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, Stop);
        await SetAsync("""{"dieMidLoad":{"times":1,"restart":true}}""");

        var lost = await FailedLoadAsync(SimulatorApplication.Large);

        Assert.Equal(LmStudioFailure.Unreachable, lost.Failure);
        // Until all of its connections are cut, a new one may be cut with them.
        await Eventually.TrueAsync(async () => await LoadedAsync() is { Count: 0 }, "it is back, and empty");
        Assert.Equal(1, Host.Counters.Read().Restarts);
    }

    [Fact]
    public async Task A_load_that_stalls_gets_no_further_than_told_and_can_be_cancelled()
    {
        await SetAsync("""{"stallLoad":{"at":0.4}}""");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var load = Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, cancel.Token);
        await Eventually.TrueAsync(async () => (await Fleet.StatusAsync()).GetProperty("loading").GetArrayLength() == 1, "it loads");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

        var status = await Fleet.StatusAsync();
        Assert.Equal((0, 1), (status.GetProperty("loading").GetArrayLength(), status.GetProperty("loadsCancelled").GetInt32()));
    }

    [Fact]
    public async Task A_slow_load_takes_its_factor_longer()
    {
        await using var fleet = new SimulatorFleet(("LoadSecondsPerGigabyte", "0.1"), ("Faults:SlowLoad:Factor", "10000"));
        await using var client = fleet.StudioClient();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var progress = new List<double>();
        var load = client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), value => { progress.Add(value); if (progress.Count == 5) cancel.Cancel(); }, cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

        // Without the fault five reports are all of such a load.
        Assert.All(progress, value => Assert.InRange(value, 0, 0.1));
    }

    [Fact]
    public async Task A_listing_at_the_moment_a_load_starts_is_a_page_of_HTML_once()
    {
        await SetAsync("""{"htmlAtLoadStart":{}}""");
        await Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, Stop);

        using var first = await Http.GetAsync("api/v0/models/qwen%2Fqwen3-4b", Stop);
        using var second = await Http.GetAsync("api/v0/models/qwen%2Fqwen3-4b", Stop);

        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_load_is_granted_less_context_than_it_asked_for()
    {
        await SetAsync("""{"smallerContext":{"tokens":1024}}""");

        var instance = await Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small, ContextLength: 16_384), null, Stop);

        Assert.Equal(1_024, instance.ContextLength);
    }

    private Task<LmStudioException> FailedLoadAsync(string model) => Assert.ThrowsAsync<LmStudioException>(() => Client.LoadModelAsync(new LoadOptions(model), null, Stop));

    // Null where it is away.
    private async Task<IReadOnlyList<LoadedInstance>?> LoadedAsync()
    {
        try
        {
            return await Client.ListLoadedAsync(Stop);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unreachable)
        {
            return null;
        }
    }
}
