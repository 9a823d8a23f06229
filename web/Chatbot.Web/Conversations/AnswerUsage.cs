using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Conversations;

/// <summary>What an answer cost, as the stream's <c>data-usage</c> or its stored message says.</summary>
/// <param name="Estimated">The model's server gave no count.</param>
/// <param name="ContextTokens">What the model reads again with the next message; null where the service does not know.</param>
public sealed record AnswerUsage(
    long? InputTokens, long? OutputTokens, long? ReasoningTokens, double? TokensPerSecond, double? TimeToFirstTokenMs, bool Estimated = false, long? ContextTokens = null)
{
    /// <summary>What the chat took of the context when the answer was there. The sums count a prompt once for each step, and the reasoning too.</summary>
    public long? Whole => ContextTokens ?? InputTokens + OutputTokens;

    internal static AnswerUsage? From(ChatUsage? usage) => usage is null
        ? null
        : new AnswerUsage(usage.InputTokens, usage.OutputTokens, usage.ReasoningTokens, usage.TokensPerSecond, usage.TimeToFirstTokenMs, usage.Estimated, usage.ContextTokens > 0 ? usage.ContextTokens : null);
}
