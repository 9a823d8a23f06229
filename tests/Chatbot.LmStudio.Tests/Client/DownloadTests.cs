using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>Downloads over the WebSocket.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private readonly List<DownloadProgress> _progress = [];
    private object[] _options =
    [
        new { quantization = "Q8_0", name = "big", downloadIdentifier = "id-q8", indexedModelIdentifier = "a/b/q8.gguf", fitEstimation = "willNotFit" },
        new { quantization = "Q4_K_M", name = "small", downloadIdentifier = "id-q4", indexedModelIdentifier = "a/b/q4.gguf", recommended = true },
        new { name = "broken" },
    ];
    private Func<JsonElement, object[]> _download = create => [Reply.Said(create, new { type = "success", defaultIdentifier = "a/b" }), Reply.Closed(create)];
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await ScriptedStudio.StartAsync();
        _studio.OnMessage = message => Reply.Endpoint(message) switch
        {
            "getModelDownloadOptions" => [Reply.Result(message, new { results = _options })],
            "listDownloadedModels" => [Reply.Result(message, new object[] { new { modelKey = "c/d", indexedModelIdentifier = "c/d/q4.gguf" } })],
            "downloadModel" => _download(message),
            _ => message.TryGetProperty("channelId", out _) ? _download(message) : [Reply.Unknown(message)],
        };
    }

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task The_recommended_one_is_downloaded_with_progress()
    {
        _download = create =>
        [
            Reply.Said(create, new { type = "downloadProgress", update = new { downloadedBytes = 25, totalBytes = 100, speedBytesPerSecond = 5.5 } }),
            Reply.Said(create, new { type = "downloadProgress", downloadedBytes = 50, totalBytes = 0 }),
            Reply.Said(create, new { type = "startFinalizing" }),
            Reply.Said(create, new { type = "success", defaultIdentifier = "a/b" }),
        ];
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("a/b", null, _progress.Add, Stop);

        Assert.Equal([new DownloadProgress(0.25, 25, 100, 5.5), new DownloadProgress(null, 50, 0, null)], _progress);
        Assert.Equal("id-q4", Created());
        Assert.Equal("""{"modelSearchResultIdentifier":{"type":"catalog","identifier":"a/b"}}""", Asked());
    }

    [Fact]
    public async Task A_repository_and_a_quantization_can_be_named()
    {
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("https://huggingface.co/a/b-GGUF/", "q8_0", null, Stop);

        Assert.Equal("id-q8", Created());
        Assert.Equal("""{"modelSearchResultIdentifier":{"type":"hf","identifier":"a/b-GGUF"}}""", Asked());
    }

    [Fact]
    public async Task A_quantization_that_is_not_to_be_had_is_answered_with_those_that_are()
    {
        await using var client = _studio.CreateClient();

        var exception = await Assert.ThrowsAsync<LmStudioException>(() => client.DownloadAsync("a/b", "Q1", null, Stop));

        Assert.Equal((LmStudioFailure.DownloadFailed, "a/b is not to be had as Q1, but as: Q8_0, Q4_K_M."), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task What_is_there_already_is_not_downloaded_again()
    {
        _options = [new { name = "there", downloadIdentifier = "id", indexedModelIdentifier = "c/d/q4.gguf" }];
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("c/d", null, null, Stop);

        Assert.DoesNotContain(_studio.Received, message => Reply.Endpoint(message) == "downloadModel");
    }

    [Fact]
    public async Task A_failure_says_why()
    {
        _download = create => [Reply.Failed(create, "The disk is full.")];
        await using var client = _studio.CreateClient();

        var exception = await Assert.ThrowsAsync<LmStudioException>(() => client.DownloadAsync("a/b", null, null, Stop));

        Assert.Equal((LmStudioFailure.DownloadFailed, "The disk is full."), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task An_end_without_success_is_a_failure()
    {
        _download = create => [Reply.Closed(create)];
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.DownloadFailed, await Reply.FailureAsync(client.DownloadAsync("a/b", null, null, Stop)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_one_is_stopped_or_said_to_go_on(bool confirmed)
    {
        using var cancel = new CancellationTokenSource();
        _download = message => Reply.Endpoint(message) == "downloadModel"
            ? [Reply.Said(message, new { type = "downloadProgress", update = new { downloadedBytes = 1, totalBytes = 100 } })]
            : [confirmed ? Reply.Failed(message, "Operation canceled.") : ScriptedStudio.Close];
        await using var client = _studio.CreateClient();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DownloadAsync("a/b", null, _ => cancel.Cancel(), cancel.Token));

        Assert.Equal(!confirmed, exception is DownloadContinuesException);
        Assert.Contains(_studio.Received, message => message.GetRawText().Contains("""{"type":"cancel"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_does_not_move_is_given_up_and_stopped()
    {
        _download = message => Reply.Endpoint(message) == "downloadModel" ? [] : [Reply.Closed(message)];
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(300));

        Assert.Equal(LmStudioFailure.TimedOut, await Reply.FailureAsync(client.DownloadAsync("a/b", null, null, Stop)));
        Assert.Contains(_studio.Received, message => message.GetRawText().Contains("""{"type":"cancel"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_the_WebSocket_does_not_know_is_tried_by_REST()
    {
        _options = [];
        _studio.OnRequest = _ => (200, """{"status":"already_downloaded"}""");
        await using var client = _studio.CreateClient();

        await client.DownloadAsync("a/b", null, null, Stop);

        Assert.Equal("""{"model":"a/b"}""", Assert.Single(_studio.Requests).Body);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_not_found()
    {
        _options = [];
        await using var client = _studio.CreateClient();

        Assert.Equal(LmStudioFailure.ModelNotFound, await Reply.FailureAsync(client.DownloadAsync("a/b", null, null, Stop)));
        Assert.Equal(LmStudioFailure.Refused, await Reply.FailureAsync(client.DownloadAsync(" ", null, null, Stop)));
    }

    private string? Created() =>
        Assert.Single(_studio.Received, message => Reply.Endpoint(message) == "downloadModel").GetProperty("creationParameter").GetProperty("downloadIdentifier").GetString();

    private string Asked() =>
        Assert.Single(_studio.Received, message => Reply.Endpoint(message) == "getModelDownloadOptions").GetProperty("parameter").GetRawText();
}
