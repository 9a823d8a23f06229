namespace Chatbot.Chat.Archives;

/// <param name="Json">Of one chat, good until the next one is read; empty where it is larger than what is taken.</param>
internal readonly record struct ArchivedItem(ArchiveKind Kind, ReadOnlyMemory<byte> Json);
