namespace Chatbot.Chat.Conversations;

/// <summary>States of a message, and of the generation that writes it.</summary>
internal static class MessageStates
{
    public const string Complete = "complete";
    public const string Streaming = "streaming";
    public const string Stopped = "stopped";
    public const string Interrupted = "interrupted";
    public const string Failed = "failed";
}
