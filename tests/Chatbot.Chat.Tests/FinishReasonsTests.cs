using Chatbot.Chat.Generations;

namespace Chatbot.Chat.Tests;

public sealed class FinishReasonsTests
{
    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("content_filter", "content-filter")]
    [InlineData("tool_calls", "tool-calls")]
    [InlineData("function_call", "tool-calls")]
    [InlineData("eos_token", "other")]
    public void A_reason_to_end_is_one_that_the_stream_knows(string said, string told) => Assert.Equal(told, FinishReasons.Of(said));
}
