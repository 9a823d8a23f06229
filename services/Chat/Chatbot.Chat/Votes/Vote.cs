using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Votes;

/// <summary>What the owner of a chat thinks of an answer.</summary>
internal sealed class Vote
{
    public required ConversationId ConversationId { get; init; }

    public required MessageId MessageId { get; init; }

    public required bool IsUpvoted { get; init; }
}
