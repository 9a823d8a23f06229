using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorChatTests : IAsyncLifetime
{
    private const string Sky = """[{"role":"user","content":"Why is the sky blue?"}]""";
    private readonly SimulatorApplication _simulator = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task An_answer_streams_in_deltas_with_the_role_first_then_the_reason_the_usage_and_the_end()
    {
        var chunks = await StreamAsync($$"""{"model":"{{SimulatorApplication.Small}}","stream":true,"stream_options":{"include_usage":true},"messages":{{Sky}}}""");

        Assert.Equal("[DONE]", chunks[^1]);
        var parsed = chunks[..^1].Select(chunk => JsonSerializer.Deserialize<JsonElement>(chunk)).ToList();
        Assert.All(parsed, chunk => Assert.Equal(("chat.completion.chunk", SimulatorApplication.Small), (chunk.GetProperty("object").GetString(), chunk.GetProperty("model").GetString())));
        Assert.Equal("assistant", Delta(parsed[0]).GetProperty("role").GetString());
        Assert.Equal("stop", parsed[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Empty(parsed[^1].GetProperty("choices").EnumerateArray());
        Assert.Equal(parsed.Count - 2, parsed[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.InRange(parsed.Count, 120, 1_000);
        Assert.Contains("Rayleigh scattering", string.Concat(parsed[..^2].Select(chunk => Delta(chunk).GetProperty("content").GetString())));
    }

    [Fact]
    public async Task A_model_that_reasons_thinks_first_in_a_field_of_its_own_unless_told_not_to()
    {
        var (_, thinking) = await AskAsync($$"""{"model":"{{SimulatorApplication.Large}}","messages":{{Sky}}}""");
        var (_, plain) = await AskAsync($$"""{"model":"{{SimulatorApplication.Large}}","reasoning_effort":"none","messages":{{Sky}}}""");

        Assert.Contains("Rayleigh", Message(thinking).GetProperty("reasoning_content").GetString());
        Assert.True(thinking.GetProperty("usage").GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32() > 0);
        Assert.False(Message(plain).TryGetProperty("reasoning_content", out _));
        Assert.Equal(Message(plain).GetProperty("content").GetString(), Message(thinking).GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_unknown_name_is_answered_by_the_one_loaded_model_and_refused_by_two()
    {
        var host = _simulator.Host;
        var unknown = $$"""{"model":"no/such","messages":{{Sky}}}""";

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(unknown)).Status);

        await host.LoadAsync(host.Models.Get(SimulatorApplication.Small), new LoadSettings(), null, TestContext.Current.CancellationToken);
        var (status, substituted) = await AskAsync(unknown);
        Assert.Equal((HttpStatusCode.OK, SimulatorApplication.Small), (status, substituted.GetProperty("model").GetString()));

        await host.LoadAsync(host.Models.Get(SimulatorApplication.Large), new LoadSettings(), null, TestContext.Current.CancellationToken);
        var (refused, error) = await AskAsync(unknown);
        Assert.Equal((HttpStatusCode.BadRequest, "model_not_found"), (refused, error.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_bare_key_goes_to_the_oldest_instance_and_an_instance_id_to_that_one()
    {
        var host = _simulator.Host;
        for (var times = 0; times < 2; times++)
            await host.LoadAsync(host.Models.Get(SimulatorApplication.Small), new LoadSettings(times == 0 ? "mine" : null), null, TestContext.Current.CancellationToken);

        Assert.Equal(SimulatorApplication.Small, (await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","messages":{{Sky}}}""")).Body.GetProperty("model").GetString());
        host.Unload(SimulatorApplication.Small);
        Assert.Equal("mine", (await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","messages":{{Sky}}}""")).Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_request_for_another_model_drops_the_one_that_a_request_had_loaded_and_no_other()
    {
        var host = _simulator.Host;
        await host.LoadAsync(host.Models.Get(SimulatorApplication.Embedding), new LoadSettings(), null, TestContext.Current.CancellationToken);

        await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","ttl":5,"messages":{{Sky}}}""");
        Assert.Equal(TimeSpan.FromSeconds(5), host.FindInstance(SimulatorApplication.Small)!.Settings.TimeToLive);
        await AskAsync($$"""{"model":"{{SimulatorApplication.Large}}","ttl":"abc","messages":{{Sky}}}""");

        Assert.Equal([SimulatorApplication.Embedding, SimulatorApplication.Large], host.Instances.Select(instance => instance.Identifier));
        Assert.Equal(TimeSpan.FromHours(1), host.FindInstance(SimulatorApplication.Large)!.Settings.TimeToLive);
    }

    [Theory]
    [InlineData("What are the advantages of using Next.js?", "Server Components")]
    [InlineData("Write code to demonstrate Dijkstra's algorithm", "```python")]
    [InlineData("Help me write an essay about Silicon Valley", "## Outline")]
    [InlineData("What is the weather in San Francisco?", "no live data")]
    [InlineData("How tall is this tree?", "> How tall is this tree?")]
    public async Task The_suggestions_have_answers_and_anything_else_is_repeated(string prompt, string expected)
    {
        var (_, body) = await AskAsync(JsonSerializer.Serialize(new { model = SimulatorApplication.Small, messages = new[] { new { role = "user", content = prompt } } }));

        Assert.Contains(expected, Message(body).GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("Why is the sky blue?", "Why the Sky Is Blue")]
    [InlineData("How do I repair a bicycle that has been in the rain?", "How do I repair a bicycle")]
    public async Task Who_asks_for_a_title_gets_a_short_one(string prompt, string title)
    {
        var messages = new[] { new { role = "system", content = "Write a short title for this chat." }, new { role = "user", content = prompt } };
        var (_, body) = await AskAsync(JsonSerializer.Serialize(new { model = SimulatorApplication.Small, messages }));

        Assert.Equal(title, Message(body).GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_answer_ends_at_its_limit_and_says_so()
    {
        var (_, body) = await AskAsync($$"""{"model":"{{SimulatorApplication.Small}}","max_tokens":3,"messages":{{Sky}}}""");

        Assert.Equal("The sky is", Message(body).GetProperty("content").GetString());
        Assert.Equal("length", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task When_the_client_goes_the_slot_is_free_again()
    {
        await using var slow = new SimulatorApplication(null, ("TokensPerSecond", "1"));
        var host = slow.Host;
        await host.LoadAsync(host.Models.Get(SimulatorApplication.Small), new LoadSettings(), null, TestContext.Current.CancellationToken);
        using var client = slow.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Body($$"""{"stream":true,"messages":{{Sky}}}""") };

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => host.Instances[0].State.Status == SimulatedInstance.Generating, "it generates");
        response.Dispose();

        await Eventually.TrueAsync(() => host.Instances[0].State.Status == SimulatedInstance.Idle, "it is idle");
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static JsonElement Message(JsonElement completion) => completion.GetProperty("choices")[0].GetProperty("message");

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string json)
    {
        using var client = _simulator.CreateClient();
        using var response = await client.PostAsync("/v1/chat/completions", Body(json), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private async Task<List<string>> StreamAsync(string json)
    {
        using var client = _simulator.CreateClient();
        using var response = await client.PostAsync("/v1/chat/completions", Body(json), TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return await SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).Select(item => item.Data).ToListAsync(TestContext.Current.CancellationToken);
    }
}
