namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A pinned model is to be in memory, whatever restarts, until somebody unloads it.</summary>
/// <param name="RetryAt">A load that failed is not tried again before.</param>
internal sealed record Desired(int? ContextLength, DateTimeOffset RetryAt = default);
