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
}

internal static class MessageStates
{
    public static MessageState Parse(string state) => state switch
    {
        "streaming" => MessageState.Streaming,
        "stopped" => MessageState.Stopped,
        "interrupted" => MessageState.Interrupted,
        "failed" => MessageState.Failed,
        _ => MessageState.Complete,
    };
}
