namespace Chatbot.Chat.Streaming;

/// <summary>What an answer cost, <c>data-usage</c>.</summary>
/// <param name="Estimated">The server gave no count.</param>
internal sealed record AnswerUsage(
    long InputTokens,
    long OutputTokens,
    long ReasoningTokens,
    double TokensPerSecond,
    long TimeToFirstTokenMs,
    bool Estimated)
{
    // What English text comes to in the common tokenizers.
    private const double CharactersPerToken = 4;

    /// <summary>
    /// What the model reads again with the next message: prompt and answer of the last step, without its reasoning. The sums above
    /// count the prompt once for each step. 0 where it is not known.
    /// </summary>
    public long ContextTokens { get; init; }

    /// <summary>Of a text that nobody counted.</summary>
    public static long Tokens(long characters) => (long)Math.Ceiling(characters / CharactersPerToken);

    /// <summary>Of an answer that was gone on with: what all of it cost; the pace is the newest one's, the first token the first one's.</summary>
    public AnswerUsage After(AnswerUsage? before) => before is null
        ? this
        : new AnswerUsage(
            before.InputTokens + InputTokens,
            before.OutputTokens + OutputTokens,
            before.ReasoningTokens + ReasoningTokens,
            TokensPerSecond,
            before.TimeToFirstTokenMs,
            before.Estimated || Estimated)
        {
            ContextTokens = ContextTokens > 0 ? ContextTokens : before.ContextTokens,
        };
}
