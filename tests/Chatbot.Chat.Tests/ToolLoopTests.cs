using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class ToolLoopTests(ChatHost shared) : IAsyncLifetime
{
    private ChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await shared.ReplicaAsync(("Tools:NeedsApproval:getWeather", "false"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("getWeather", """{"latitude":89,"longitude":1}""", "The weather service can't be reached right now.")]
    [InlineData("getWeather", """{"latitude":88,"longitude":1}""", "The weather service can't be reached right now.")]
    [InlineData("getWeather", """{"latitude":87,"longitude":1}""", "The weather service can't be reached right now.")]
    [InlineData("getWeather", """{"latitude":"north"}""", "Give latitude and longitude as numbers, or the name of a city.")]
    [InlineData("getWeather", """{"latitude":91,"longitude":1}""", "Give latitude and longitude as numbers, or the name of a city.")]
    [InlineData("getWeather", """{"latitude":""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getWeather", """[1]""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getWeather", """{"city":"a\u0000b"}""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getWeather", """{"city":"\ud800"}""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getWeather", """{"city":"Rome","city":"Oslo"}""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getWeather", """{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""", "The tool's input could not be read: it must be a JSON object.")]
    [InlineData("getTime", "{}", "There is no tool getTime.")]
    public async Task A_call_that_fails_has_an_outcome_all_the_same_and_the_answer_goes_on(string tool, string input, string error)
    {
        var text = Talk.UniqueText("Fails");
        _host.Agent.On(text).Call("call_1", tool, input).End("tool_calls");
        _host.Agent.On(text, turn: 1).Say("So be it.").End();
        var talk = new Talk(_host.ClientFor(TestUser.Regular()));
        using var response = await talk.SayAsync(text, model: $"lmstudio:{FakeAgent.ToolModel}");
        var events = await response.AllAsync();

        Assert.Equal(error, Assert.Single(events, item => item.Type == "tool-output-error").Json.GetProperty("errorText").GetString());
        Assert.Equal("So be it.", events.Text());
        Assert.Equal(Reassembly.PartsOf(events), Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));
    }

    [Fact]
    public async Task Without_a_configured_service_the_tool_says_so()
    {
        await using var bare = await shared.ReplicaAsync(("Tools:NeedsApproval:getWeather", "false"), ("Tools:Weather:BaseUrl", ""));
        var text = Talk.UniqueText("Bare");
        bare.Agent.On(text).Call("call_1", "getWeather", """{"city":"Berlin"}""").End("tool_calls");
        bare.Agent.On(text, turn: 1).Say("I can't say.").End();
        using var response = await new Talk(bare.ClientFor(TestUser.Regular())).SayAsync(text, model: $"lmstudio:{FakeAgent.ToolModel}");

        Assert.Contains("not configured", Assert.Single(await response.AllAsync(), item => item.Type == "tool-output-error").Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_only_calls_tools_is_asked_five_times_the_last_time_without_them()
    {
        var text = Talk.UniqueText("On and on");
        for (var turn = 0; turn < 5; turn++) _host.Agent.On(text, turn).Call($"call_{turn}", "getWeather", """{"city":"Berlin"}""").Usage(10, 1).End("tool_calls");
        var talk = new Talk(_host.ClientFor(TestUser.Regular(), ownParts: true));
        using var response = await talk.SayAsync(text, model: $"lmstudio:{FakeAgent.ToolModel}");
        var events = await response.AllAsync();

        Assert.Equal(5, events.Count(item => item.Type == "start-step"));
        Assert.Equal(5, events.Count(item => item.Type == "finish-step"));
        Assert.Equal(4, events.Count(item => item.Type == "tool-output-available"));
        Assert.Contains("No more tools", Assert.Single(events, item => item.Type == "tool-output-error").Data, StringComparison.Ordinal);
        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(turn => _host.Agent.On(text, turn).Body.Contains("\"tools\":[", StringComparison.Ordinal)));
        var usage = Assert.Single(events, item => item.Type == "data-usage").Json.GetProperty("data");
        Assert.Equal((50, 5), (usage.GetProperty("inputTokens").GetInt32(), usage.GetProperty("outputTokens").GetInt32()));
    }
}
