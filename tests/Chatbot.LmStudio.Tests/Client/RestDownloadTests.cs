namespace Chatbot.LmStudio.Tests.Client;

/// <summary>Downloads where there is no WebSocket: a job that is looked at.</summary>
public sealed class RestDownloadTests : IAsyncLifetime
{
    private readonly Queue<(int Status, string Body)> _states = [];
    private (int Status, string Body) _last = (200, """{"job_id":"job 1","status":"downloading","total_size_bytes":100,"downloaded_bytes":10}""");
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await ScriptedStudio.StartAsync();
        _studio.HasWebSocket = false;
        _studio.OnRequest = request =>
            request.Path.Value!.StartsWith("/api/v1/models/download", StringComparison.Ordinal)
                ? _states.TryDequeue(out var next) ? _last = next : _last
                : ScriptedStudio.Unexpected(request);
    }

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task It_is_followed_to_its_end()
    {
        Says("""{"job_id":"job 1","status":"downloading","total_size_bytes":100}""");
        Says("""{"job_id":"job 1","status":"downloading","total_size_bytes":100,"downloaded_bytes":40,"bytes_per_second":8}""");
        Says("""{"job_id":"job 1","status":"verifying"}""");
        Says("""{"job_id":"job 1","status":"completed"}""");
        var progress = new List<DownloadProgress>();
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("https://huggingface.co/a/b", "Q4_K_M", progress.Add, Stop);

        Assert.Equal([new(null, null, 100, null), new(0.4, 40, 100, 8), new(null, null, null, null)], progress);
        Assert.Equal(("POST /api/v1/models/download", """{"model":"https://huggingface.co/a/b","quantization":"Q4_K_M"}"""), _studio.Requests.First(request => request.Body.Length > 0));
        Assert.Equal(3, _studio.Requests.Count(request => request.Route == "GET /api/v1/models/download/status/job%201"));
    }

    [Theory]
    [InlineData("""{"status":"already_downloaded"}""")]
    [InlineData("""{"status":"completed","job_id":"x"}""")]
    public async Task What_is_there_already_is_success(string answer)
    {
        Says(answer);
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("a/b", null, null, Stop);

        Assert.DoesNotContain(_studio.Requests, request => request.Route.StartsWith("GET /api/v1/models/download/status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"job_id":"job 1","status":"failed"}""")]
    [InlineData("""{"error":{"type":"job_not_found","message":"No such job."}}""")]
    public async Task A_failed_one_is_a_failure(string answer)
    {
        Says("""{"job_id":"job 1","status":"downloading"}""");
        Says(answer);
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.DownloadFailed, await Reply.FailureAsync(client.DownloadAsync("a/b", null, null, Stop)));
    }

    [Fact]
    public async Task One_that_cannot_be_followed_is_a_failure()
    {
        Says("""{"status":"downloading"}""");
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.DownloadFailed, await Reply.FailureAsync(client.DownloadAsync("a/b", null, null, Stop)));
    }

    [Fact]
    public async Task A_look_that_fails_is_not_the_end_of_it()
    {
        Says("""{"job_id":"job 1","status":"downloading"}""");
        _states.Enqueue((500, "<html>Internal Server Error</html>"));
        _states.Enqueue((503, "busy"));
        Says("""{"job_id":"job 1","status":"completed"}""");
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("a/b", null, null, Stop);
    }

    [Theory]
    [InlineData("downloading", "has not moved")]
    [InlineData("paused", "is paused in LM Studio")]
    public async Task One_that_does_not_move_is_given_up(string status, string sentence)
    {
        Says($$"""{"job_id":"job 1","status":"{{status}}","downloaded_bytes":10}""");
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(400));

        var exception = await Assert.ThrowsAsync<LmStudioException>(() => client.DownloadAsync("a/b", null, null, Stop));

        Assert.Equal(LmStudioFailure.TimedOut, exception.Failure);
        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_one_is_said_to_go_on_since_there_is_no_way_to_stop_it()
    {
        using var cancel = new CancellationTokenSource();
        await using var client = _studio.CreateClient();

        var exception = await Assert.ThrowsAsync<DownloadContinuesException>(() => client.DownloadAsync("a/b", null, _ => cancel.Cancel(), cancel.Token));

        Assert.Equal("LM Studio may go on downloading a/b: it can be stopped in its own window only.", exception.Message);
    }

    private void Says(string body) => _states.Enqueue((200, body));
}
