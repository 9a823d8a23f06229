using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>An archive that is being brought in.</summary>
internal sealed class Import
{
    public required ImportId Id { get; init; }

    public required PersonId OwnerId { get; init; }

    /// <summary>One of <see cref="ImportStates"/>.</summary>
    public required string State { get; init; }

    public int Chats { get; init; }

    public int Messages { get; init; }

    /// <summary>Chats of the archive that were there already, or could not be read.</summary>
    public int Skipped { get; init; }

    /// <summary>A sentence for people where the state is failed.</summary>
    public string? Error { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}
