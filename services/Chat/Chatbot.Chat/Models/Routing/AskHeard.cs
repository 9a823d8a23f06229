namespace Chatbot.Chat.Models.Routing;

/// <summary>What came of a question.</summary>
/// <param name="Record"><see cref="AgentAnswered"/> or a record of the agent's stream; null where it broke.</param>
/// <param name="Failure">Why it broke.</param>
internal sealed record AskHeard(Ask Ask, object? Record, Exception? Failure = null);

/// <summary>The agent took the question, and has not said more yet.</summary>
internal sealed record AgentAnswered
{
    public static readonly AgentAnswered Instance = new();
}
