using Chatbot.LmStudio.Chat;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>Whatever is at the address, every call ends, and in a failure that has a name.</summary>
public sealed class ForeignServerTests
{
    private static readonly Dictionary<string, Func<LmStudioClient, Task>> Calls = new()
    {
        ["detect"] = client => client.DetectAsync(Stop),
        ["downloaded"] = client => client.ListDownloadedModelsAsync(Stop),
        ["loaded"] = client => client.ListLoadedAsync(Stop),
        ["load"] = client => client.LoadModelAsync(new LoadOptions("a/b"), null, Stop),
        ["unload"] = client => client.UnloadAsync("a/b", ModelKind.Llm, Stop),
        ["download"] = client => client.DownloadAsync("a/b", null, null, Stop),
        ["chat"] = async client =>
        {
            await foreach (var _ in client.StreamChatAsync(new ChatCompletionRequest("a/b", []), Stop))
            {
                // Nothing may come.
            }
        },
    };

    private static readonly Dictionary<string, Func<LmStudioClient, Task<object?>>> Questions = new()
    {
        ["survey"] = async client => await client.SurveyHardwareAsync(Stop),
        ["estimate"] = async client => await client.EstimateAsync(new LoadOptions("a/b"), Stop),
        ["activity"] = async client => await client.GetActivityAsync("a/b", ModelKind.Llm, Stop),
        ["version"] = async client => await client.GetVersionAsync(Stop),
    };

    public static TheoryData<string> CallNames => [.. Calls.Keys];

    public static TheoryData<string> QuestionNames => [.. Questions.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task One_that_accepts_and_never_answers_is_given_up(string call)
    {
        await using var server = new RawServer(null);
        await using var client = server.CreateClient(TimeSpan.FromMilliseconds(200));

        Assert.False(await client.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.TimedOut, await Reply.FailureAsync(Calls[call](client)));
    }

    [Fact]
    public async Task Many_who_wait_for_one_that_never_answers_wait_at_the_same_time()
    {
        await using var server = new RawServer(null);
        await using var client = server.CreateClient(TimeSpan.FromSeconds(1));
        var calls = Enumerable.Range(0, 60).Select(_ => Reply.FailureAsync(client.ListLoadedAsync(Stop))).ToArray();

        // One after the other they would take a minute.
        Assert.All(await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30), Stop), failure => Assert.Equal(LmStudioFailure.TimedOut, failure));
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task One_that_speaks_no_HTTP_is_no_LM_Studio(string call)
    {
        await using var server = new RawServer("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        await using var client = server.CreateClient(TimeSpan.FromSeconds(5));

        Assert.False(await client.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(Calls[call](client)));
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task One_that_answers_every_question_with_a_page_is_no_LM_Studio(string call)
    {
        await using var server = await ScriptedStudio.StartAsync();
        server.HasWebSocket = false;
        server.OnRequest = _ => (200, "<html><body>It works!</body></html>");
        await using var client = server.CreateClient();

        Assert.False(await client.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(Calls[call](client)));
    }

    [Theory]
    [MemberData(nameof(QuestionNames))]
    public async Task What_cannot_be_said_by_one_that_is_no_LM_Studio_is_null(string question)
    {
        await using var server = await ScriptedStudio.StartAsync();
        server.HasWebSocket = false;
        server.OnRequest = _ => (200, "[]");
        await using var client = server.CreateClient();

        Assert.Null(await Questions[question](client));
    }

    [Fact]
    public async Task A_WebSocket_that_repeats_what_it_hears_is_not_taken_for_a_refused_token()
    {
        await using var server = await ScriptedStudio.StartAsync();
        server.Greeting = new { authVersion = 1, clientIdentifier = "guest", clientPasskey = "secret" };
        await using var client = server.CreateClient();

        Assert.Equal(LmStudioFailure.Unsupported, await Reply.FailureAsync(client.DetectAsync(Stop)));
    }

    [Fact]
    public async Task A_proxy_without_an_LM_Studio_behind_it_is_unreachable_and_nothing_is_remembered_of_it()
    {
        await using var server = await ScriptedStudio.StartAsync();
        server.HasWebSocket = false;
        server.OnRequest = _ => (503, "<html>Bad gateway</html>");
        await using var client = server.CreateClient();

        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.ListDownloadedModelsAsync(Stop)));
        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(client.ListLoadedAsync(Stop)));
        server.OnRequest = _ => (200, """{"models":[]}""");
        Assert.Empty(await client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task A_token_that_no_header_can_carry_is_refused_with_a_sentence()
    {
        await using var server = await ScriptedStudio.StartAsync();
        await using var client = server.CreateClient("sk-lm-ABCD1234:abc\n");

        Assert.Equal(LmStudioFailure.Unauthorized, await Reply.FailureAsync(client.ListDownloadedModelsAsync(Stop)));
    }
}
