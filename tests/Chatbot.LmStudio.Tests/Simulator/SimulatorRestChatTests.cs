using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorRestChatTests : IAsyncLifetime
{
    private readonly SimulatorApplication _simulator = new(null, ("LoadSecondsPerGigabyte", "0.05"));
    private HttpClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _client = _simulator.CreateClient();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task A_stream_tells_of_the_load_the_prompt_the_reasoning_and_the_message_and_ends_with_the_whole()
    {
        var events = await StreamAsync($$"""{"model":"{{SimulatorApplication.Large}}","input":"Why is the sky blue?","stream":true}""");

        List<string> order = [];
        foreach (var (type, _) in events.Where(item => order.Count == 0 || order[^1] != item.Type)) order.Add(type);
        Assert.Equal(
            [
                "chat.start", "model_load.start", "model_load.progress", "model_load.end", "prompt_processing.start", "prompt_processing.progress", "prompt_processing.end",
                "reasoning.start", "reasoning.delta", "reasoning.end", "message.start", "message.delta", "message.end", "chat.end",
            ],
            order);
        Assert.Contains(events, item => item.Type == "model_load.progress" && item.Data.GetProperty("progress").GetDouble() is > 0 and < 1);
        var result = events[^1].Data.GetProperty("result");
        Assert.Equal(["reasoning", "message"], result.GetProperty("output").EnumerateArray().Select(part => part.GetProperty("type").GetString()));
        Assert.Equal(result.GetProperty("output")[1].GetProperty("content").GetString(), string.Concat(events.Where(item => item.Type == "message.delta").Select(item => item.Data.GetProperty("content").GetString())));
        Assert.True(result.GetProperty("stats").GetProperty("model_load_time_seconds").GetDouble() > 0);
        Assert.True(Assert.Single(_simulator.Host.Instances).Settings.JustInTime);
    }

    [Fact]
    public async Task A_load_that_fails_is_an_error_event_and_the_stream_still_ends_in_order()
    {
        _simulator.Host.Faults.Set(new() { OutOfMemory = new() });

        var events = await StreamAsync($$"""{"model":"{{SimulatorApplication.Small}}","input":"Hello","stream":true}""");

        Assert.Equal("model_load_failed", events.Single(item => item.Type == "error").Data.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("chat.end", events[^1].Type);
    }

    [Fact]
    public async Task An_answer_is_stored_and_another_may_follow_it_by_its_id_unless_told_not_to()
    {
        var (_, first) = await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","input":"Why is the sky blue?","system_prompt":"Be short."}""");
        var (_, second) = await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","input":[{"type":"message","content":"And the sea?"}],"previous_response_id":"{{first.GetProperty("response_id").GetString()}}","store":false}""");

        Assert.StartsWith("resp_", first.GetProperty("response_id").GetString());
        Assert.False(second.TryGetProperty("response_id", out _));
        Assert.True(Tokens(second) > Tokens(first) + 100);
        static int Tokens(JsonElement body) => body.GetProperty("stats").GetProperty("input_tokens").GetInt32();
    }

    [Theory]
    [InlineData("""{"model":"no/such","input":"x"}""", 404, "model_not_found")]
    [InlineData("""{"model":"qwen/qwen3-4b","input":"x","ttl":5}""", 400, "unrecognized_keys")]
    [InlineData("""{"model":"qwen/qwen3-4b"}""", 400, "missing_required_parameter")]
    [InlineData("""{"model":"qwen/qwen3-4b","input":[{"type":"text","content":"x"}]}""", 400, "invalid_union")]
    [InlineData("""{"model":"qwen/qwen3-4b","input":"x","reasoning":"high"}""", 400, "invalid_value")]
    [InlineData("""{"model":"qwen/qwen3-4b","input":"x","previous_response_id":"resp_none"}""", 400, "invalid_value")]
    [InlineData("""{"model":"text-embedding-nomic-embed-text-v1.5","input":"x"}""", 404, "model_not_found")]
    public async Task A_wrong_request_is_refused_with_its_code_and_no_other_model_answers_it(string json, int status, string code)
    {
        await _simulator.Host.LoadAsync(_simulator.Host.Models.Get(SimulatorApplication.Large), new LmStudioSimulator.Hosts.LoadSettings(), null, Stop);

        var (found, body) = await AskAsync(json);

        Assert.Equal((status, code), ((int)found, body.GetProperty("error").GetProperty("code").GetString()));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string json)
    {
        using var response = await _client.PostAsync("/api/v1/chat", Body(json), Stop);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    private async Task<List<(string Type, JsonElement Data)>> StreamAsync(string json)
    {
        using var response = await _client.PostAsync("/api/v1/chat", Body(json), Stop);
        await using var stream = await response.Content.ReadAsStreamAsync(Stop);
        return await SseParser.Create(stream).EnumerateAsync(Stop).Select(item => (item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data))).ToListAsync(Stop);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
