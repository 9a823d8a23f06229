namespace Chatbot.LmStudioSimulator.Script;

/// <summary>What is asked of a model.</summary>
/// <param name="Limit">Of tokens, thought or said.</param>
/// <param name="Stop">Texts before which the answer ends.</param>
internal sealed record GenerationRequest(Conversation Conversation, bool Reasons, int Limit, IReadOnlyList<string> Stop);

/// <summary>An answer as far as it has come.</summary>
internal sealed class Answer(int promptTokens)
{
    public const string EndOfAnswer = "eosFound";
    public const string StopString = "stopStringFound";
    public const string Limit = "maxPredictedTokensReached";
    public const string ToolCalls = "toolCalls";
    public const string UserStopped = "userStopped";

    public int PromptTokens => promptTokens;

    /// <summary>Thought ones too.</summary>
    public int Tokens { get; private set; }

    public int ReasoningTokens { get; private set; }

    public string StopReason { get; set; } = EndOfAnswer;

    public TimeSpan FirstTokenAfter { get; set; }

    public TimeSpan Took { get; set; }

    public double TokensPerSecond => Took > FirstTokenAfter ? Tokens / (Took - FirstTokenAfter).TotalSeconds : Tokens;

    public void Count(bool reasoning)
    {
        Tokens++;
        if (reasoning) ReasoningTokens++;
    }
}
