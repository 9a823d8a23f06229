namespace Chatbot.Chat.Archives;

/// <summary>A vote in an archive of ours.</summary>
internal sealed record ArchivedVote(Guid MessageId, bool IsUpvoted);
