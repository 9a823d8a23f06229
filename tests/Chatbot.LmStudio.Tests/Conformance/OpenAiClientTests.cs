using System.Text.Json;
using Chatbot.LmStudio.Tests.Simulator;

namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>OpenAI's own client, <c>openai</c> from npm, takes the simulator for one of the servers it can talk to.</summary>
[Collection(NodeCollection.Name)]
public sealed class OpenAiClientTests
{
    [Fact]
    public async Task It_lists_chats_streams_aborts_and_embeds_and_gets_its_errors()
    {
        await using var fleet = new SimulatorFleet();
        var report = await Judge.RunAsync("openai.mjs", fleet);

        Assert.Equal(("NotFoundError", 404, "model_not_found"), Refusal(report, "unknown"));
        Assert.Equal([SimulatorApplication.Small, SimulatorApplication.Large, SimulatorApplication.Embedding], report.Texts("models"));
        var (whole, usage) = (report.GetProperty("whole"), report.GetProperty("usage"));
        Assert.Equal((SimulatorApplication.Small, "stop"), (whole.Text("model"), whole.Text("finish")));
        Assert.Contains("Rayleigh scattering", whole.Text("text"));
        Assert.Equal((whole.Text("text"), "stop"), (report.Text("streamed"), report.Text("finish")));
        Assert.Equal(whole.GetProperty("usage").GetRawText(), usage.GetRawText());
        Assert.Equal(usage.Int("total_tokens"), usage.Int("prompt_tokens") + usage.Int("completion_tokens"));
        Assert.Equal(usage.Int("completion_tokens") + 2, report.Int("chunks"));
        Assert.Equal(("The ", "stop"), Choice(report, "stopped"));
        Assert.Equal(("The sky is", "length"), Choice(report, "limited"));
        foreach (var choice in new[] { report.GetProperty("called"), report.GetProperty("wholeCall") })
        {
            var call = choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
            Assert.Equal(("tool_calls", "getWeather"), (choice.Text("finish_reason"), call.Text("name")));
            Assert.Equal(37.7749, JsonDocument.Parse(call.Text("arguments")!).RootElement.GetProperty("latitude").GetDouble());
        }

        Assert.Contains("what the weather service says", report.GetProperty("answered").GetProperty("message").Text("content"));
        Assert.Equal("APIUserAbortError", report.GetProperty("aborted").Text("name"));
        Assert.NotEqual(JsonValueKind.Null, report.GetProperty("cut").ValueKind);
        Assert.Equal([768, 768], report.Numbers("vectors"));
        Assert.Equal((768, true), (report.Int("packed"), report.Flag("same")));
    }

    [Fact]
    public async Task It_is_refused_without_the_token_of_a_host_that_asks_for_one()
    {
        await using var fleet = new SimulatorFleet(("ApiToken", "sk-lm-ABCD1234:abcdefghij0123456789"));
        var report = await Judge.RunAsync("openai-token.mjs", fleet, "sk-lm-ABCD1234:abcdefghij0123456789");

        Assert.Equal(("AuthenticationError", 401, "invalid_api_key"), Refusal(report, "none"));
        Assert.Equal(3, report.Int("right"));
    }

    private static (string?, int, string?) Refusal(JsonElement report, string field) =>
        report.GetProperty(field) is var refusal ? (refusal.Text("name"), refusal.Int("status"), refusal.Text("code")) : default;

    private static (string?, string?) Choice(JsonElement report, string field) =>
        (report.GetProperty(field).GetProperty("message").Text("content"), report.GetProperty(field).Text("finish_reason"));
}
