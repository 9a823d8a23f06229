namespace Chatbot.Chat.Archives;

/// <summary>What was sent is no archive, or not a whole one. The message is a sentence for people.</summary>
internal sealed class ArchiveException(string message, Exception? inner = null) : Exception(message, inner);
