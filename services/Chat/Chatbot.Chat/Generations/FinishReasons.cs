namespace Chatbot.Chat.Generations;

/// <summary>The reasons that the stream's <c>finish</c> may give; servers have words of their own.</summary>
internal static class FinishReasons
{
    public const string Stop = "stop";
    public const string Length = "length";

    private const string Other = "other";
    private const string Error = "error";
    private const string ContentFilter = "content-filter";
    private const string ToolCalls = "tool-calls";

    /// <param name="said">The server's, such as <c>tool_calls</c>.</param>
    public static string Of(string said) => said switch
    {
        Stop or Length or Error => said,
        "content_filter" or ContentFilter => ContentFilter,
        "tool_calls" or ToolCalls or "function_call" => ToolCalls,
        _ => Other,
    };

    /// <summary>As a message keeps it: null for <c>stop</c>, as the stream leaves that out.</summary>
    public static string? Kept(string? reason) => reason is null or Stop ? null : Of(reason);
}
