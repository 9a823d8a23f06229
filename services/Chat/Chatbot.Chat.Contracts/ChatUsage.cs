using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>What an answer cost, as the stream's <c>data-usage</c> says it.</summary>
/// <param name="Estimated">The server gave no count; absent where it did.</param>
/// <param name="ContextTokens">What the model reads again with the next message: the last prompt and its answer, without reasoning. Absent where it is not known.</param>
public sealed record ChatUsage(
    long InputTokens,
    long OutputTokens,
    long ReasoningTokens,
    double TokensPerSecond,
    long TimeToFirstTokenMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Estimated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long ContextTokens = 0);
