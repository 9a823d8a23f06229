using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>An archive that is being brought in.</summary>
internal sealed class Import
{
    public required ImportId Id { get; init; }

    public required PersonId OwnerId { get; init; }

    /// <summary>One of <see cref="ImportStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>The replica that has the archive; when that is gone, the import has failed.</summary>
    public required string Replica { get; init; }

    /// <summary>Brought in.</summary>
    public int Chats { get; init; }

    /// <summary>Brought in.</summary>
    public int Messages { get; init; }

    /// <summary>Chats of the archive that were there already, hold nothing to show, or can't be read.</summary>
    public int Skipped { get; init; }

    /// <summary>A sentence for people where the state is failed.</summary>
    public string? Error { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}
