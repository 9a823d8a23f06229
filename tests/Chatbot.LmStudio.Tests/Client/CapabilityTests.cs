using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class CapabilityTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly LoadOptions _load = new("a/b");
    private ScriptedStudio _studio = null!;
    private string? _version = "0.4.10";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await ScriptedStudio.StartAsync();
        _studio.OnMessage = message => Version(message) ?? [Reply.Unknown(message)];
    }

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task What_is_not_there_is_asked_for_once()
    {
        await using var client = _studio.CreateClient(timeout: Long);

        for (var i = 0; i < 8; i++) Assert.Null(await client.EstimateAsync(_load, Stop).WaitAsync(Soon, Stop));

        Assert.Equal(1, Asked("estimateModelUsage"));
        Assert.Equal(["GET api/v0/models", "GET api/v1/models", "llm/estimateModelUsage"], (await client.DetectAsync(Stop)).Missing);
    }

    [Fact]
    public async Task It_is_asked_for_again_when_another_version_runs_there()
    {
        await using var client = _studio.CreateClient();
        Assert.Null(await client.EstimateAsync(_load, Stop));

        _version = "0.4.16";
        _studio.OnMessage = message => Version(message) ?? [Reply.Result(message, new { memory = new { totalBytes = 7 } })];
        Assert.Equal("0.4.16", await client.GetVersionAsync(Stop));

        Assert.Equal(7, (await client.EstimateAsync(_load, Stop))?.TotalBytes);
    }

    [Fact]
    public async Task An_LM_Studio_that_went_away_and_came_back_is_asked_for_its_version_first()
    {
        var isNew = false;
        _studio.OnMessage = message => Version(message) ?? (Reply.Endpoint(message), isNew) switch
        {
            ("estimateModelUsage", true) => [Reply.Result(message, new { memory = new { totalBytes = 7 } })],
            ("unloadModel", _) => [ScriptedStudio.Close],
            _ => [Reply.Unknown(message)],
        };
        await using var client = _studio.CreateClient();
        await client.GetVersionAsync(Stop);
        Assert.Null(await client.EstimateAsync(_load, Stop));

        (_version, isNew) = ("0.4.16", true);
        Assert.Null(await client.EstimateAsync(_load, Stop));
        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.UnloadAsync("a/b", ModelKind.Llm, Stop)));

        Assert.Equal(7, (await client.EstimateAsync(_load, Stop))?.TotalBytes);
    }

    [Fact]
    public async Task Silence_is_not_remembered()
    {
        var silent = true;
        _studio.OnMessage = message => silent ? [] : [Reply.Result(message, new { memory = new { totalBytes = 7 } })];
        await using var client = _studio.CreateClient(timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(LmStudioFailure.TimedOut, await Reply.FailureAsync(client.EstimateAsync(_load, Stop)));

        silent = false;

        Assert.Equal(7, (await client.EstimateAsync(_load, Stop))?.TotalBytes);
    }

    [Fact]
    public async Task Many_calls_at_once_to_what_is_not_there_all_end_though_a_connection_has_five_warnings()
    {
        await using var client = _studio.CreateClient(timeout: Long);
        var calls = Enumerable.Range(0, 20).Select(_ => client.EstimateAsync(_load, Stop)).ToArray();

        Assert.All(await Task.WhenAll(calls).WaitAsync(Soon, Stop), Assert.Null);
    }

    [Fact]
    public async Task Warnings_that_say_nothing_about_the_version_are_not_remembered_and_never_run_out()
    {
        _studio.OnMessage = message => [new { type = "communicationWarning", warning = "estimateModelUsage: expected a string", kind = "rpcParameterTypeError" }];
        await using var client = _studio.CreateClient(timeout: Long);

        for (var i = 0; i < 12; i++) Assert.Null(await client.EstimateAsync(_load, Stop).WaitAsync(Soon, Stop));

        Assert.Equal(12, Asked("estimateModelUsage"));
        Assert.Equal(3, _studio.Connections);
    }

    [Fact]
    public async Task A_load_goes_on_while_another_connection_takes_over()
    {
        // The connection of the load has seen its warnings, and then hears no more until the load goes on.
        var estimated = new TaskCompletionSource();
        object[] warnings = [.. Enumerable.Repeat(new { type = "communicationWarning", warning = "No.", kind = "signalUnknown" }, 4)];
        _studio.BeforeAnswer = message => message.GetProperty("type").GetString() == "channelAck" ? estimated.Task : Task.CompletedTask;
        _studio.OnMessage = message => (Reply.Endpoint(message) ?? message.GetProperty("type").GetString()) switch
        {
            "listLoaded" => [Reply.Result(message, Array.Empty<object>())],
            "loadModel" => [.. warnings, new { type = "channelSend", channelId = message.GetProperty("channelId").GetInt32(), ackId = 1, message = new { type = "progress", progress = 0.5 } }],
            "channelAck" => [Reply.Said(message, new { type = "success", info = new { identifier = "a/b", modelKey = "a/b", contextLength = 2048 } })],
            _ => [Reply.Unknown(message)],
        };
        await using var client = _studio.CreateClient(timeout: Long);
        var halfway = new TaskCompletionSource();

        var load = client.LoadModelAsync(_load, _ => halfway.TrySetResult(), Stop);
        await halfway.Task.WaitAsync(Soon, Stop);
        Assert.Null(await client.EstimateAsync(_load, Stop).WaitAsync(Soon, Stop));
        estimated.SetResult();

        Assert.Equal("a/b", (await load.WaitAsync(Soon, Stop)).Id);
    }

    private object[]? Version(JsonElement message) => Reply.Endpoint(message) == "version" ? [Reply.Result(message, new { version = _version })] : null;

    private int Asked(string endpoint) => _studio.Received.Count(message => Reply.Endpoint(message) == endpoint);
}
