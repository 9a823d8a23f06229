namespace Chatbot.Chat.Streaming;

/// <summary>What an answer cost, <c>data-usage</c>.</summary>
/// <param name="Estimated">The server gave no count.</param>
internal sealed record AnswerUsage(
    long InputTokens,
    long OutputTokens,
    long ReasoningTokens,
    double TokensPerSecond,
    long TimeToFirstTokenMs,
    bool Estimated);
