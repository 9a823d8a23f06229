namespace Chatbot.Web.Conversations;

public enum MessageState
{
    Complete,

    /// <summary>The person's message is on its way to the service.</summary>
    Sending,

    /// <summary>The service did not take the person's message.</summary>
    NotSent,
    Streaming,
    Stopped,
    Interrupted,
    Failed,

    /// <summary>At a limit of tokens: there is more to be said.</summary>
    CutOff,

    /// <summary>By a filter of the model's server, which would end it again.</summary>
    Filtered,
}

internal static class MessageStates
{
    /// <param name="finishReason">Of an answer that ended by itself; null for <c>stop</c>.</param>
    public static MessageState Parse(string state, string? finishReason) => state switch
    {
        "streaming" => MessageState.Streaming,
        "stopped" => MessageState.Stopped,
        "interrupted" => MessageState.Interrupted,
        "failed" => MessageState.Failed,
        _ => Ended(finishReason),
    };

    /// <summary>Of an answer that its model has ended.</summary>
    public static MessageState Ended(string? finishReason) => finishReason switch
    {
        "length" => MessageState.CutOff,
        "content-filter" => MessageState.Filtered,
        _ => MessageState.Complete,
    };
}
