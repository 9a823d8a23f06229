namespace Chatbot.LmStudio.Chat;

/// <summary>Tokens; null where LM Studio does not say.</summary>
/// <param name="ReasoningTokens">Part of the completion's.</param>
public sealed record ChatUsage(long? PromptTokens, long? CompletionTokens, long? ReasoningTokens);
