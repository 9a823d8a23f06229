using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Conversations;

/// <summary>What an answer cost, as the stream's <c>data-usage</c> or its stored message says.</summary>
/// <param name="Estimated">The model's server gave no count.</param>
public sealed record AnswerUsage(
    long? InputTokens, long? OutputTokens, long? ReasoningTokens, double? TokensPerSecond, double? TimeToFirstTokenMs, bool Estimated = false)
{
    /// <summary>What the chat took of the context when the answer was there.</summary>
    public long? Whole => InputTokens + OutputTokens;

    internal static AnswerUsage? From(ChatUsage? usage) => usage is null
        ? null
        : new AnswerUsage(usage.InputTokens, usage.OutputTokens, usage.ReasoningTokens, usage.TokensPerSecond, usage.TimeToFirstTokenMs, usage.Estimated);
}
