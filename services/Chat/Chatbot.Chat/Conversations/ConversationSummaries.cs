using Chatbot.Chat.Contracts;

namespace Chatbot.Chat.Conversations;

internal static class ConversationSummaries
{
    public static ChatSummary ToSummary(this Conversation chat) => new(chat.Id.Value, chat.CreatedAt, chat.Title, chat.OwnerId.Value, chat.Visibility, chat.Pinned);
}
