using System.Text.Json;
using Chatbot.LmStudio.Chat;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class ChatStreamTests : IAsyncLifetime
{
    private const string Done = "data: [DONE]\n\n";
    private readonly List<ChatChunk> _heard = [];
    private ScriptedStudio _studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _studio = await ScriptedStudio.StartAsync();

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task An_answer_is_heard_as_it_is_written()
    {
        Says(
            ": a comment\n\n"
            + Data("""{"model":"mine","choices":[{"delta":{"role":"assistant","content":""}}]}""")
            + Data("""{"model":"mine","choices":[{"delta":{"reasoning_content":"Hm."}}]}""")
            + "data: {\"model\":\"mine\",\r\ndata: \"choices\":[{\"delta\":{\"reasoning\":\"So.\",\"reasoning_content\":\"\"}}]}\r\n\r\n"
            + Data("""{"model":"mine","choices":[{"delta":{"content":"Hällo"},"finish_reason":null}],"news":7}""")
            + Data("""{"model":"mine","choices":[{"delta":{},"finish_reason":"stop"}]}""")
            + Data("""{"model":"mine","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"completion_tokens_details":{"reasoning_tokens":2}}}""")
            + Done);

        await ReadAsync();

        Assert.Equal(["Hm.", "So."], _heard.Select(chunk => chunk.Reasoning).OfType<string>());
        Assert.Equal(["Hällo"], _heard.Select(chunk => chunk.Content).OfType<string>());
        Assert.Equal("stop", _heard[3].FinishReason);
        Assert.Equal(new ChatUsage(5, 7, 2), _heard[4].Usage);
        Assert.Equal(5, _heard.Count);
    }

    [Fact]
    public async Task Tool_calls_come_in_fragments()
    {
        Says(
            Data("""{"model":"mine","choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":""}}]}}]}""")
            + Data("""{"model":"mine","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}},{"index":1,"id":"c2","function":{"name":"see"}}]}}]}""")
            + Data("""{"model":"mine","choices":[{"delta":{},"finish_reason":"tool_calls"}]}""")
            + Done);

        await ReadAsync();

        Assert.Equal([new(0, "c1", "add", ""), new(0, null, null, """{"a":1}"""), new(1, "c2", "see", null)], _heard.SelectMany(chunk => chunk.ToolCalls));
    }

    [Fact]
    public async Task A_request_is_in_the_words_of_OpenAI()
    {
        Says(Done);
        var parts = JsonSerializer.Deserialize<JsonElement>("""[{"type":"text","text":"?"}]""");
        var tools = JsonSerializer.Deserialize<JsonElement>("""[{"type":"function"}]""");

        await ReadAsync(new ChatCompletionRequest("mine", [new("system", "Be brief."), new("user", null) { Parts = parts }, new("tool", "7") { ToolCallId = "c1" }])
        {
            Temperature = 0.5,
            MaxTokens = 9,
            Tools = tools,
            ToolChoice = "auto",
            Ttl = TimeSpan.FromMinutes(1),
        });

        Assert.Equal(
            """{"model":"mine","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"?"}]},{"role":"tool","content":"7","tool_call_id":"c1"}]"""
            + ""","temperature":0.5,"max_tokens":9,"tools":[{"type":"function"}],"tool_choice":"auto","ttl":60,"stream":true,"stream_options":{"include_usage":true}}""",
            Assert.Single(_studio.Requests).Body);
    }

    [Fact]
    public async Task An_answer_in_one_piece_is_an_answer()
    {
        Says("""{"model":"mine","choices":[{"message":{"content":"Hi","reasoning":"Hm."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5}}""");

        await ReadAsync();

        Assert.True(Assert.Single(_heard) is { Content: "Hi", Reasoning: "Hm.", FinishReason: "stop", Usage.PromptTokens: 5 });
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"Too long.","type":"invalid_request_error","code":null}}""", LmStudioFailure.Refused, "Too long.")]
    [InlineData(400, """{"error":"Too long."}""", LmStudioFailure.Refused, "Too long.")]
    [InlineData(400, """{"error":{"message":"Which one?","code":"model_not_found"}}""", LmStudioFailure.ModelNotFound, "Which one?")]
    [InlineData(200, "data: {\"error\":{\"message\":\"The engine ended with SIGABRT\"}}\n\n", LmStudioFailure.OutOfMemory, "The engine ended with SIGABRT")]
    [InlineData(200, "data: {\"error\":\"Unexpected endpoint or method.\"}\n\n", LmStudioFailure.Unsupported, null)]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (POST /v1/chat/completions)"}""", LmStudioFailure.Unsupported, null)]
    [InlineData(401, """{"error":{"message":"No token.","code":"invalid_api_key"}}""", LmStudioFailure.Unauthorized, null)]
    [InlineData(401, "<html>", LmStudioFailure.Unauthorized, null)]
    [InlineData(500, "<html>", LmStudioFailure.Refused, null)]
    [InlineData(502, "<html>", LmStudioFailure.Unreachable, null)]
    [InlineData(200, "<html>", LmStudioFailure.Unsupported, null)]
    [InlineData(200, "data: what is this\n\n", LmStudioFailure.Unsupported, null)]
    [InlineData(200, "data: [1,2]\n\n", LmStudioFailure.Unsupported, null)]
    public async Task A_failure_has_a_name(int status, string body, LmStudioFailure failure, string? sentence)
    {
        _studio.OnRequest = _ => (status, body);

        var exception = await Assert.ThrowsAsync<LmStudioException>(() => ReadAsync());

        Assert.Equal((failure, sentence ?? exception.Message), (exception.Failure, exception.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: {\"model\":\"mine\",\"choices\":[{\"delta\":{\"content\":\"Hal\"}}]}\n\n")]
    public async Task An_answer_that_breaks_off_is_not_whole(string before)
    {
        Says(": go\n\n" + before);

        Assert.Equal(LmStudioFailure.Unreachable, await Reply.FailureAsync(ReadAsync()));
    }

    [Fact]
    public async Task An_answer_that_does_not_go_on_is_given_up()
    {
        Says(Data("""{"model":"mine","choices":[{"delta":{"content":"Hal"}}]}""") + ScriptedStudio.Hang);

        Assert.Equal(LmStudioFailure.TimedOut, await Reply.FailureAsync(ReadAsync(timeout: TimeSpan.FromMilliseconds(500))));
        Assert.Equal("Hal", Assert.Single(_heard).Content);
    }

    [Fact]
    public async Task Who_stops_listening_stops_it()
    {
        Says(Data("""{"model":"mine","choices":[{"delta":{"content":"Hal"}}]}""") + ScriptedStudio.Hang);
        using var cancel = new CancellationTokenSource();
        await using var client = _studio.CreateClient();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.StreamChatAsync(new ChatCompletionRequest("mine", []), cancel.Token)) await cancel.CancelAsync();
        });
    }

    private static string Data(string json) => $"data: {json}\n\n";

    private void Says(string body) => _studio.OnRequest = _ => (200, body);

    private async Task ReadAsync(ChatCompletionRequest? request = null, TimeSpan? timeout = null)
    {
        await using var client = _studio.CreateClient(timeout: timeout);
        await foreach (var chunk in client.StreamChatAsync(request ?? new ChatCompletionRequest("mine", [new("user", "Hello")]), Stop)) _heard.Add(chunk);
    }
}
