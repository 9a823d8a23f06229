using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

/// <summary><c>response_format</c> on <c>/v1</c> where the server behind does not take it.</summary>
public sealed class FormatFallbackTests(ChatHost service)
{
    private static readonly object Schema = new { type = "json_schema", json_schema = new { name = "sheet", schema = new { type = "object", required = new[] { "rows" } } } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_answer_is_asked_for_in_words_and_its_json_is_taken()
    {
        var text = Talk.UniqueText("rows");
        var script = service.Agent.On(text).Whole("Here you are:\n```json\n{\"rows\":[1]}\n```\nDone.");
        script.RefuseFormat();
        using var answer = await AskAsync(text, Schema);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("{\"rows\":[1]}", said.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(7, said.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.DoesNotContain("response_format", script.Body, StringComparison.Ordinal);
        Assert.Equal(["system", "user"], script.Prompt.Select(message => message.Role));
        Assert.Contains("\"required\":[\"rows\"]", script.Prompt[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_is_taken_passes_as_it_is()
    {
        var text = Talk.UniqueText("taken");
        var script = service.Agent.On(text).Whole("Not {\"touched\":1}");
        using var answer = await AskAsync(text, Schema);

        Assert.Contains("Not {", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("response_format", script.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_stream_the_refusal_is_told_as_it_came()
    {
        var text = Talk.UniqueText("streamed");
        service.Agent.On(text).Say("Never").RefuseFormat();
        using var answer = await AskAsync(text, Schema, stream: true);

        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(FakeAgent.FormatRefusal, JsonDocument.Parse(body.Split("data: ")[1]).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Never", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_is_not_asked_twice()
    {
        var text = Talk.UniqueText("other");
        service.Agent.On(text).RefuseFormat();
        using var answer = await AskAsync(text, new { type = "x" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(FakeAgent.FormatRefusal, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("message").GetString());
    }

    private Task<HttpResponseMessage> AskAsync(string text, object format, bool stream = false) => service.ClientFor(TestUser.Regular()).PostAsJsonAsync(
        "/v1/chat/completions", new { model = Talk.Local, stream, messages = new[] { new { role = "user", content = text } }, response_format = format }, Cancel);
}
