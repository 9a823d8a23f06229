namespace Chatbot.LmStudioSimulator.Script;

internal readonly record struct Token(string Text, bool IsReasoning);
