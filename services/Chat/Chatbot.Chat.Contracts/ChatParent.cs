using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>
/// Which message a new one follows, <c>parentId</c>: left out it is the end of the active path, <c>null</c> is none (a
/// second first message), a UUID is that message of the chat.
/// </summary>
[JsonConverter(typeof(ChatParentConverter))]
public readonly record struct ChatParent
{
    private ChatParent(Guid? id)
    {
        IsGiven = true;
        Id = id;
    }

    /// <summary>False is the end of the active path.</summary>
    public bool IsGiven { get; }

    /// <summary>Null is none.</summary>
    public Guid? Id { get; }

    public static ChatParent None { get; } = new(null);

    public static ChatParent Of(Guid message) => new(message);
}
