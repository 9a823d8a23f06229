namespace Chatbot.Chat.Archives;

/// <summary>A chat in an archive of ours, with the whole tree of its messages, oldest first.</summary>
/// <param name="Visibility">For information: brought in, a chat is private.</param>
/// <param name="ActiveLeaf">The last message of the path that is shown.</param>
internal sealed record ArchivedChat(
    Guid Id,
    string? Title,
    string? Visibility,
    bool Pinned,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Guid? ActiveLeaf,
    IReadOnlyList<ArchivedMessage?>? Messages,
    IReadOnlyList<ArchivedVote?>? Votes);
