namespace Chatbot.Chat.Conversations;

internal static class MessageRoles
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
