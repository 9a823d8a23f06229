namespace Chatbot.EndToEnd.Pages;

/// <summary>A message as an archive of ours has it.</summary>
/// <param name="Parts">As the chat service stores them.</param>
internal sealed record Said(string Role, params IReadOnlyList<object> Parts)
{
    public string State { get; init; } = "complete";

    /// <summary>It also stands for the model's name.</summary>
    public string? Error { get; init; }

    public object? Usage { get; init; }

    public static object Estimated { get; } = new { inputTokens = 12, outputTokens = 34, tokensPerSecond = 5.6, timeToFirstTokenMs = 78, estimated = true };

    public static object Text(string text) => new { type = "text", text };

    public static object Thought(string text) => new { type = "reasoning", text };
}
