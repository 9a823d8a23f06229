using Chatbot.Chat.Contracts;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Conversations;

internal static class UsageContracts
{
    public static ChatUsage ToContract(this AnswerUsage usage) => new(
        usage.InputTokens, usage.OutputTokens, usage.ReasoningTokens, Math.Round(usage.TokensPerSecond, 1), usage.TimeToFirstTokenMs, usage.Estimated, usage.ContextTokens);
}
