namespace Chatbot.LmStudioSimulator.Script;

/// <param name="Call">Of a piece of a call's input; null of what is said or thought.</param>
internal readonly record struct Token(string Text, bool IsReasoning, ToolCall? Call = null);

/// <param name="Index">Within the answer.</param>
internal sealed record ToolCall(int Index, string Id, string Name);
