using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Files;

/// <summary>That a message shows a file; a file that no message shows any more is an orphan.</summary>
internal sealed class MessageFile
{
    public required MessageId MessageId { get; init; }

    public required string FileName { get; init; }
}
