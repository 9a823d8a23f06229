using Chatbot.Chat.Models;
using Chatbot.Chat.Tests.Support;
using Chatbot.Chat.Tools;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tests;

public sealed class CompletionReaderTests
{
    [Fact]
    public void A_character_that_is_cut_between_two_deltas_comes_out_whole_and_a_lone_half_fails_nothing()
    {
        var reader = new CompletionReader();
        var read = new[] { @"Hi \ud83d", @"\ude00\t\u0022\\é", @"\ud83d", "x", @"\ude00" }
            .Select(delta => reader.Read($$$"""{"choices":[{"delta":{"content":"{{{delta}}}"}}]}""").Text);

        Assert.Equal(["Hi ", "😀\t\"\\é", "", "\ufffdx", "\ufffd"], read);
    }

    [Fact]
    public void A_half_waits_for_a_delta_of_its_own_kind()
    {
        var reader = new CompletionReader();
        reader.Read("""{"choices":[{"delta":{"reasoning":"\ud83d"}}]}""");

        Assert.Equal("Yes", reader.Read("""{"choices":[{"delta":{"content":"Yes"}}]}""").Text);
        var thought = Assert.IsType<TextReasoningContent>(Assert.Single(reader.Read("""{"choices":[{"delta":{"reasoning":"\ude00"}}]}""").Contents));
        Assert.Equal("😀", thought.Text);
    }

    [Fact]
    public void Calls_come_in_pieces_side_by_side_and_whole_ones_without_an_index()
    {
        var reader = new CompletionReader();
        var read = new[]
        {
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":""}},{"index":1,"id":"b","function":{"name":"two"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"x\":"}},{"index":0,"function":{"arguments":"{}"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"1}"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"id":"c","function":{"name":"three","arguments":"{\"y\":2}"}},7,{"function":null}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""",
        }.SelectMany(chunk => reader.Read(chunk).Contents).ToList();

        Assert.Equal(["a:one", "b:two", "c:three"], read.OfType<ToolInputStartedContent>().Select(started => $"{started.CallId}:{started.Tool}"));
        Assert.Equal(["""b:{"x":""", "a:{}", "b:1}", """c:{"y":2}"""], read.OfType<ToolInputContent>().Select(input => $"{input.CallId}:{input.Delta}"));
        Assert.Equal(["a {}", """b {"x":1}""", """c {"y":2}"""], read.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {ToolJson.Input(call)}"));
    }

    [Fact]
    public void Calls_of_a_server_that_does_not_say_why_it_ends_are_not_lost()
    {
        var reader = new CompletionReader();
        reader.Read("""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":"{}"}}]}}]}""");
        Assert.Equal("a", Assert.IsType<FunctionCallContent>(Assert.Single(reader.Rest().Contents)).CallId);
    }

    [Fact]
    public void What_is_named_and_is_null_is_not_there()
    {
        var update = new CompletionReader().Read(
            """
            {"error":null,"choices":[{"delta":{"content":"Yes","tool_calls":[{"index":null,"id":null,"function":{"name":"one","arguments":"{}"}}]},"finish_reason":""}],
             "usage":{"prompt_tokens":null,"completion_tokens":3,"completion_tokens_details":null}}
            """);

        Assert.Equal("Yes", update.Text);
        Assert.Null(update.FinishReason);
        Assert.Equal((null, 3), Assert.Single(update.Contents.OfType<UsageContent>().Select(usage => (usage.Details.InputTokenCount, usage.Details.OutputTokenCount))));
        Assert.Single(update.Contents.OfType<ToolInputStartedContent>());
    }

    [Theory]
    [InlineData("The model was unloaded.", "The model was unloaded while it answered.")]
    [InlineData("CUDA error 2", "The model failed while it answered.")]
    public void An_error_in_the_answer_is_told_in_a_sentence(string error, string told)
    {
        var failure = Assert.Throws<ModelCallException>(() => new CompletionReader().Read($$$"""{"error":{"message":"{{{error}}}","type":"invalid_request_error"}}"""));
        Assert.StartsWith(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CUDA", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_never_gets_the_id_of_an_earlier_one()
    {
        const string Call = """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_0","function":{"name":"one","arguments":"{}"}}]}}]}""";
        var again = new CompletionReader("call_0").Read(Call).Contents.OfType<ToolInputStartedContent>().Single().CallId;
        Assert.NotEqual("call_0", again);
        Assert.Equal("call_0", new CompletionReader("call_1").Read(Call).Contents.OfType<ToolInputStartedContent>().Single().CallId);
    }

    [Fact]
    public void Bytes_that_are_no_text_fail_nothing()
    {
        byte[] data = [.. """{"choices":[{"delta":{"content":"a"""u8, 0xf0, 0x9f, .. "\"}}]}"u8];
        Assert.StartsWith("a\ufffd", new CompletionReader().Read(data).Text, StringComparison.Ordinal);
    }
}
