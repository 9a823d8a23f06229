using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>What an answer cost, as the stream's <c>data-usage</c> says it.</summary>
/// <param name="Estimated">The server gave no count; absent where it did.</param>
public sealed record ChatUsage(
    long InputTokens,
    long OutputTokens,
    long ReasoningTokens,
    double TokensPerSecond,
    long TimeToFirstTokenMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Estimated = false);
