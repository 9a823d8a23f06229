namespace Chatbot.Chat.Archives;

/// <summary>Told by the content: ours is an object, ChatGPT's <c>conversations.json</c> an array.</summary>
internal enum ArchiveKind
{
    Own,
    ChatGpt,
}
