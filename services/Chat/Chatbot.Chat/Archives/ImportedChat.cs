namespace Chatbot.Chat.Archives;

/// <summary>A chat of an archive, whichever kind that is of.</summary>
/// <param name="Kind">Where it comes from: ids of ours are kept where that is possible, those of others never.</param>
/// <param name="Source">Its id there.</param>
/// <param name="Messages">A tree: parents first, each in here.</param>
/// <param name="ActiveLeaf">The id there of one of the messages.</param>
internal sealed record ImportedChat(
    ArchiveKind Kind, string Source, string Title, bool Pinned, DateTimeOffset CreatedAt, IReadOnlyList<ImportedMessage> Messages, string ActiveLeaf);
