using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class ModelPatternsTests
{
    [Theory]
    [InlineData("*", "lmstudio:qwen/qwen3-4b")]
    [InlineData("*", "chat-model")]
    [InlineData("chat-model", "chat-model")]
    [InlineData("gemini-*", "gemini-2.5-pro")]
    [InlineData("lmstudio-chat", "lmstudio-chat")]
    [InlineData("lmstudio-chat", "lmstudio:qwen/qwen3-4b@q8_0")]
    [InlineData("lmstudio-chat", "lmstudio@den:qwen/qwen3-4b")]
    [InlineData("lmstudio@den:*", "lmstudio@den:qwen/qwen3-4b")]
    public void A_pattern_allows(string pattern, string model) => Assert.True(ModelPatterns.Allow([pattern], model));

    [Theory]
    [InlineData("chat-model", "chat-model-reasoning")]
    [InlineData("chat-model", "Chat-Model")]
    [InlineData("gemini-*", "gemini")]
    [InlineData("lmstudio-chat", "lmstudio-chat2")]
    [InlineData("lmstudio-chat", "lmstudio")]
    [InlineData("lmstudio@den:*", "lmstudio@attic:qwen/qwen3-4b")]
    [InlineData("lmstudio:*", "lmstudio-chat")]
    public void A_pattern_does_not_allow(string pattern, string model) => Assert.False(ModelPatterns.Allow([pattern], model));

    [Fact]
    public void No_pattern_allows_nothing() => Assert.False(ModelPatterns.Allow([], "chat-model"));
}
