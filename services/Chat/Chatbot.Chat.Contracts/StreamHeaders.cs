namespace Chatbot.Chat.Contracts;

public static class StreamHeaders
{
    /// <summary>On every answer stream, with the value <c>v1</c>: the AI SDK's UI message stream.</summary>
    public const string Protocol = "x-vercel-ai-ui-message-stream";

    /// <summary>
    /// Sent by a client with the value <c>all</c> to get event ids and the own parts too:
    /// <c>data-chat-title {title}</c>, <c>data-usage</c>, <c>data-model-status {phase: queued|loading|prompt|generating, position?, etaSeconds?, progress?, host?}</c>
    /// and <c>data-interrupted</c>, each as <c>{"type":"data-...","data":{...}}</c>.
    /// </summary>
    public const string Parts = "x-chatbot-parts";

    /// <summary>
    /// On every answer stream: within what the event ids count. Given back as <c>?generation=</c> beside <c>Last-Event-ID</c>, it
    /// keeps a client from getting the rest of another answer that has begun meanwhile.
    /// </summary>
    public const string Generation = "x-chatbot-generation";
}
