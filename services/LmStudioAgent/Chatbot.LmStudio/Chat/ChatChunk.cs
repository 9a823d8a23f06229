namespace Chatbot.LmStudio.Chat;

/// <summary>A piece of an answer. Everything may be absent; most pieces carry one thing.</summary>
/// <param name="Reasoning">LM Studio names it <c>reasoning_content</c> or <c>reasoning</c>, by version and model; where it does not split it off, it stands in the content between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</param>
/// <param name="FinishReason">Such as <c>stop</c>, <c>length</c>, <c>tool_calls</c>.</param>
public sealed record ChatChunk(
    string? Content, string? Reasoning, IReadOnlyList<ToolCallFragment> ToolCalls, string? FinishReason, ChatUsage? Usage);
