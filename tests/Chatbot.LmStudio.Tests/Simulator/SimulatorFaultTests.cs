using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorFaultTests : IAsyncLifetime
{
    private readonly SimulatorFleet _fleet = new(("TokensPerSecond", "500"));
    private HttpClient _http = null!;
    private LmStudioClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SimulatedHost Host => _fleet.Hosts[0];

    public ValueTask InitializeAsync()
    {
        (_http, _client) = (_fleet.Client(), _fleet.StudioClient());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _client.DisposeAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Faults_are_read_set_and_cleared_while_it_runs_and_what_is_not_known_changes_nothing()
    {
        await SetAsync("""{"hang":{"surfaces":["chat"]},"outOfMemory":{"times":2,"at":0.1}}""");
        foreach (var wrong in (string[])["""{"explode":{}}""", """{"hang":{"surfaces":["x"]}}""", """{"hang":{}}""", """{"outOfMemory":{"at":7}}""", """{"refuse":{"often":1}}""", "[]", "nonsense", "null"])
        {
            using var refused = await _fleet.SetFaultsAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.NotEmpty((await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateArray());
        }

        Assert.Equal("""{"hang":{"surfaces":["chat"]},"outOfMemory":{"at":0.1,"times":2}}""", await _http.GetStringAsync("simulator/faults", Stop));
        await _http.DeleteAsync("simulator/faults", Stop);
        Assert.Equal("{}", await _http.GetStringAsync("simulator/faults", Stop));
    }

    [Fact]
    public async Task A_host_that_refuses_resets_requests_and_open_sockets_as_often_as_told_and_its_control_still_answers()
    {
        Assert.Empty(await _client.ListLoadedAsync(Stop));

        await SetAsync("""{"refuse":{"times":2}}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync("lmstudio-greeting", Stop));
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync("v1/models", Stop));

        Assert.Equal("{}", await _http.GetStringAsync("simulator/faults", Stop));
        Assert.True(await _client.IsThereAsync(Stop));
        Assert.Empty(await _client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task A_surface_that_hangs_answers_when_the_fault_is_gone_and_the_others_do_meanwhile()
    {
        await _client.ListLoadedAsync(Stop);
        await SetAsync("""{"hang":{"surfaces":["rest","socket"]}}""");

        var (rest, socket) = (_http.GetAsync("api/v1/models", Stop), _client.ListLoadedAsync(Stop));
        Assert.True(await _client.IsThereAsync(Stop));
        using var chat = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, chat.StatusCode);
        Assert.False(rest.IsCompleted || socket.IsCompleted);

        await _http.DeleteAsync("simulator/faults", Stop);
        Assert.Equal(HttpStatusCode.OK, (await rest).StatusCode);
        Assert.Single(await socket);
    }

    [Fact]
    public async Task Where_all_hangs_the_greeting_does_too()
    {
        await SetAsync("""{"hang":{"surfaces":["all"]}}""");
        await using var impatient = _fleet.StudioClient(timeout: TimeSpan.FromMilliseconds(200));

        Assert.False(await impatient.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.TimedOut, (await Assert.ThrowsAsync<LmStudioException>(() => impatient.ListLoadedAsync(Stop))).Failure);
    }

    [Fact]
    public async Task A_load_runs_out_of_memory_or_dies_on_its_way_and_leaves_nothing_behind()
    {
        await SetAsync("""{"outOfMemory":{"times":2},"dieMidLoad":{"times":1,"at":0.3,"model":"qwen/qwen3-vl-8b"}}""");

        var memory = await FailedLoadAsync(SimulatorApplication.Small);
        using var rest = await _http.PostAsJsonAsync("api/v1/models/load", new { model = SimulatorApplication.Small }, Stop);
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

        await _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop);
    }

    [Fact]
    public async Task A_load_that_stalls_gets_no_further_than_told_and_can_be_cancelled()
    {
        await SetAsync("""{"stallLoad":{"at":0.4}}""");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var load = _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, cancel.Token);
        await Eventually.TrueAsync(async () => (await _fleet.StatusAsync()).GetProperty("loading").GetArrayLength() == 1, "it loads");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

        var status = await _fleet.StatusAsync();
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
        await _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, Stop);

        using var first = await _http.GetAsync("api/v0/models/qwen%2Fqwen3-4b", Stop);
        using var second = await _http.GetAsync("api/v0/models/qwen%2Fqwen3-4b", Stop);

        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_cut_after_its_tokens_by_a_broken_connection_or_as_if_it_were_over(bool clean)
    {
        await SetAsync($$$"""{"truncateStream":{"afterTokens":4,"clean":{{{(clean ? "true" : "false")}}}}}""");

        var (lines, broken) = await StreamAsync();

        Assert.Equal(!clean, broken);
        Assert.InRange(lines.Count, clean ? 4 : 0, 4);
        Assert.DoesNotContain("data: [DONE]", lines);
        Assert.DoesNotContain(lines, line => line.Contains("\"finish_reason\":\"", StringComparison.Ordinal));
        await SumsUpAsync(truncated: 1);
    }

    [Fact]
    public async Task An_instance_goes_under_its_answer_and_the_request_counts_as_aborted()
    {
        await SetAsync("""{"unloadUnderAnswer":{"afterTokens":2}}""");

        var (lines, _) = await StreamAsync();

        Assert.Equal(3, lines.Count);
        Assert.Contains("model_unloaded", lines[^1]);
        Assert.Empty(Host.Instances);
        await SumsUpAsync(aborted: 1);
    }

    [Fact]
    public async Task Another_model_answers_once()
    {
        await SetAsync("""{"answerWithAnotherModel":{"times":1}}""");

        Assert.Equal(SimulatorApplication.Large, await ModelOfAnswerAsync());
        Assert.Equal(SimulatorApplication.Small, await ModelOfAnswerAsync());
        await SumsUpAsync(completed: 2);
    }

    [Fact]
    public async Task A_load_is_granted_less_context_than_it_asked_for()
    {
        await SetAsync("""{"smallerContext":{"tokens":1024}}""");

        var instance = await _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small, ContextLength: 16_384), null, Stop);

        Assert.Equal(1_024, instance.ContextLength);
    }

    [Fact]
    public async Task A_slow_prefill_holds_back_the_first_token_and_a_caller_that_goes_counts_as_cancelled()
    {
        await SetAsync("""{"slowPrefill":{"seconds":3600}}""");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var ask = _http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), cancel.Token);
        await Eventually.TrueAsync(() => Host.Instances is [{ State.Status: SimulatedInstance.ProcessingPrompt }], "it reads the prompt");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);

        await Eventually.TrueAsync(() => Host.Counters.Read().RequestsCancelled == 1, "the request is over");
        await SumsUpAsync(cancelled: 1);
    }

    [Fact]
    public async Task A_server_that_says_200_to_everything_is_not_taken_for_LM_Studio()
    {
        await SetAsync("""{"answersAnything":{}}""");

        Assert.False(await _client.IsThereAsync(Stop));
        Assert.Equal("""{"error":"Unexpected endpoint or method. (GET /api/v1/models)"}""", await _http.GetStringAsync("api/v1/models", Stop));
    }

    [Fact]
    public async Task A_restart_drops_sockets_instances_and_loads_and_it_answers_again_at_once()
    {
        await _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, Stop);
        await SetAsync("""{"stallLoad":{},"slowPrefill":{"seconds":3600}}""");
        var load = _client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop);
        var ask = _http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop);
        await Eventually.TrueAsync(() => Host.Loading.Count == 1 && Host.Instances[0].State.Running == 1, "it loads and answers");

        using var control = _fleet.Client();
        Assert.Equal(HttpStatusCode.NoContent, (await control.PostAsync("simulator/restart", null, Stop)).StatusCode);

        Assert.Equal(LmStudioFailure.Unreachable, (await Assert.ThrowsAsync<LmStudioException>(() => load)).Failure);
        await Assert.ThrowsAsync<HttpRequestException>(() => ask);
        Assert.Empty(await _client.ListLoadedAsync(Stop));
        await Eventually.TrueAsync(() => Host.Loading.Count == 0, "the load is lost");
        Assert.Equal((1, 1, 0L), (Host.Counters.Read().Restarts, Host.Counters.Read().LoadsFailed, Host.Memory.Used.VramBytes));
    }

    [Fact]
    public async Task The_most_requests_at_the_same_time_are_told_for_each_instance()
    {
        await using var fleet = new SimulatorFleet(("Parallel", "2"), ("PromptMilliseconds", "300"));
        using var http = fleet.Client();
        await fleet.Hosts[0].LoadAsync(fleet.Hosts[0].GetModel(SimulatorApplication.Small), new LoadSettings("mine"), null, Stop);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop)).EnsureSuccessStatusCode()));

        var status = await fleet.StatusAsync();
        Assert.Equal((2, 5), (status.GetProperty("maxParallel").GetProperty("mine").GetInt32(), status.GetProperty("requestsCompleted").GetInt32()));
    }

    private static object Sky(bool stream) => new { model = SimulatorApplication.Small, stream, messages = new[] { new { role = "user", content = "Why is the sky blue?" } } };

    private async Task SetAsync(string json)
    {
        using var response = await _fleet.SetFaultsAsync(json);
        response.EnsureSuccessStatusCode();
    }

    private Task<LmStudioException> FailedLoadAsync(string model) => Assert.ThrowsAsync<LmStudioException>(() => _client.LoadModelAsync(new LoadOptions(model), null, Stop));

    private Task<HttpResponseMessage> AskAsync() => _http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop);

    private async Task<string?> ModelOfAnswerAsync()
    {
        using var response = await AskAsync();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("model").GetString();
    }

    private async Task<(List<string> Lines, bool Broken)> StreamAsync()
    {
        List<string> lines = [];
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(Sky(stream: true)) };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        try
        {
            while (await reader.ReadLineAsync(Stop) is { } line)
            {
                if (line.Length > 0) lines.Add(line);
            }

            return (lines, false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (lines, true);
        }
    }

    private async Task SumsUpAsync(int completed = 0, int aborted = 0, int cancelled = 0, int truncated = 0)
    {
        var status = await _fleet.StatusAsync();
        int Count(string name) => status.GetProperty(name).GetInt32();
        Assert.Equal(
            (completed + aborted + cancelled + truncated, completed, aborted, cancelled, truncated),
            (Count("requestsStarted"), Count("requestsCompleted"), Count("requestsAborted"), Count("requestsCancelled"), Count("requestsTruncated")));
    }
}
