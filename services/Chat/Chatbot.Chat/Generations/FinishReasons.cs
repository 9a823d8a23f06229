namespace Chatbot.Chat.Generations;

/// <summary>The reasons that the stream's <c>finish</c> may give; servers have words of their own.</summary>
internal static class FinishReasons
{
    private const string Other = "other";

    /// <param name="said">The server's, such as <c>tool_calls</c>.</param>
    public static string Of(string said) => said switch
    {
        "stop" or "length" or "error" => said,
        "content_filter" or "content-filter" => "content-filter",
        "tool_calls" or "tool-calls" or "function_call" => "tool-calls",
        _ => Other,
    };
}
