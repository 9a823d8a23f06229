namespace Chatbot.LmStudio.Chat;

/// <summary>A piece of a tool call: the fragments with one index belong together, their arguments one after the other.</summary>
public sealed record ToolCallFragment(int Index, string? Id, string? Name, string? Arguments);
