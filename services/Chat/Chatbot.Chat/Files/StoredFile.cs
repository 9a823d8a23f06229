using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Files;

/// <summary>An uploaded file: its bytes are a blob of the same name.</summary>
internal sealed class StoredFile
{
    /// <summary>Made by the service, never by the person who uploads: <c>0198c0de....png</c>.</summary>
    public required string Name { get; init; }

    public required PersonId OwnerId { get; init; }

    /// <summary>As the person called it; for showing only.</summary>
    public required string OriginalName { get; init; }

    /// <summary>Told by the content.</summary>
    public required string MediaType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
