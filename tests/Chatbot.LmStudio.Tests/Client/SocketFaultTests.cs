using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class SocketFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _studio = await ScriptedStudio.StartAsync();

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Theory]
    [InlineData("not JSON at all")]
    [InlineData("")]
    [InlineData("{\"type\":\"rpcResult\"")]
    public async Task Garbage_on_the_socket_fails_what_waits_at_once(string said)
    {
        _studio.OnMessage = _ => [said];
        await using var client = _studio.CreateClient(timeout: Long);

        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.ListLoadedAsync(Stop)).WaitAsync(Soon, Stop));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"\\ud83d\"}")]
    [InlineData("{\"type\":7,\"callId\":\"x\"}")]
    [InlineData("{\"type\":\"rpcResult\",\"callId\":1e99}")]
    [InlineData("{\"type\":\"signalUpdate\",\"subscribeId\":0,\"patches\":[]}")]
    public async Task What_is_JSON_but_makes_no_sense_is_passed_over(string said)
    {
        _studio.OnMessage = message => [said, Reply.Result(message, Array.Empty<object>())];
        await using var client = _studio.CreateClient(timeout: Long);

        Assert.Empty(await client.ListLoadedAsync(Stop).WaitAsync(Soon, Stop));
    }

    [Fact]
    public async Task A_message_that_comes_in_pieces_is_one_message()
    {
        _studio.PieceSize = 1000;
        _studio.OnMessage = message => Reply.Endpoint(message) == "listDownloadedModels"
            ? [Reply.Result(message, Enumerable.Range(0, 500).Select(number => new { modelKey = $"publisher/model-{number}-ä" }))]
            : [Reply.Unknown(message)];
        await using var client = _studio.CreateClient();

        Assert.Equal("publisher/model-499-ä", (await client.ListDownloadedModelsAsync(Stop))[499].Key);
    }

    [Fact]
    public async Task Calls_and_channels_count_together()
    {
        _studio.OnMessage = message => Reply.Endpoint(message) == "loadModel"
            ? [Reply.Said(message, new { type = "success", info = new { identifier = "a/b", contextLength = 1 } })]
            : [Reply.Result(message, Array.Empty<object>())];
        await using var client = _studio.CreateClient();

        await client.LoadModelAsync(new LoadOptions("a/b"), null, Stop);

        var llm = _studio.Received.Where(message => Reply.Endpoint(message) is "listLoaded" or "loadModel").Select(message => message.GetRawText()).ToArray();
        Assert.Contains(llm, text => text.Contains("\"callId\":0", StringComparison.Ordinal));
        Assert.Contains(llm, text => text.Contains("\"channelId\":1", StringComparison.Ordinal));
        Assert.Contains(llm, text => text.Contains("\"callId\":2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_load_whose_connection_is_lost_fails_at_once()
    {
        _studio.OnMessage = message => Reply.Endpoint(message) == "loadModel" ? [Reply.Said(message, new { type = "resolved" }), ScriptedStudio.Close] : [Reply.Result(message, Array.Empty<object>())];
        await using var client = _studio.CreateClient(timeout: Long);

        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.LoadModelAsync(new LoadOptions("a/b"), null, Stop)).WaitAsync(Soon, Stop));
    }

    [Fact]
    public async Task One_that_greets_and_goes_away_is_not_asked_for_ever()
    {
        _studio.OnMessage = _ => [ScriptedStudio.Close];
        await using var client = _studio.CreateClient(timeout: Long);

        for (var i = 0; i < 5; i++) Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.ListLoadedAsync(Stop)).WaitAsync(Soon, Stop));
    }

    [Fact]
    public async Task How_many_requests_an_instance_takes_at_once_is_asked_for_once()
    {
        _studio.OnMessage = message => Reply.Endpoint(message) switch
        {
            "listLoaded" => [Reply.Result(message, new object[] { new { identifier = "a/b", modelKey = "a/b", instanceReference = "ref", contextLength = 1 } })],
            "getLoadConfig" => [Reply.Result(message, new { fields = new object[] { new { key = "other", value = "x" }, new { key = "llm.load.numParallelSessions", value = 3 } } })],
            _ => [Reply.Unknown(message)],
        };
        await using var client = _studio.CreateClient();

        for (var i = 0; i < 3; i++) Assert.Equal(3, (await client.ListLoadedAsync(Stop))[0].Parallel);

        var asked = Assert.Single(_studio.Received, message => Reply.Endpoint(message) == "getLoadConfig");
        Assert.Equal("""{"specifier":{"type":"instanceReference","instanceReference":"ref"}}""", asked.GetProperty("parameter").GetRawText());
    }

    [Fact]
    public async Task What_waits_on_a_client_that_is_disposed_and_what_is_asked_of_it_after_is_unreachable()
    {
        var client = _studio.CreateClient(timeout: Long);
        var waiting = Reply.FailureAsync(client.ListLoadedAsync(Stop));
        await Eventually.TrueAsync(() => _studio.Received.Any(message => Reply.Endpoint(message) == "listLoaded"), "the call is sent");

        await client.DisposeAsync();

        Assert.Equal(LmStudioFailure.Unreachable, await waiting.WaitAsync(Soon, Stop));
        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.ListLoadedAsync(Stop)).WaitAsync(Soon, Stop));
    }
}
