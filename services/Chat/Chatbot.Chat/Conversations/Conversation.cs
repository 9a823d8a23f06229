namespace Chatbot.Chat.Conversations;

/// <summary>A chat: a tree of messages of which the path to <see cref="ActiveLeaf"/> is shown.</summary>
internal sealed class Conversation
{
    public const int MaxTitleLength = 200;

    private Conversation()
    {
    }

    public ConversationId Id { get; private set; }

    public PersonId OwnerId { get; private set; }

    public string Title { get; private set; } = "";

    public string Visibility { get; private set; } = Visibilities.Private;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public MessageId? ActiveLeaf { get; private set; }

    /// <summary>Kept on top of its owner's list.</summary>
    public bool Pinned { get; private set; }

    /// <summary>Set while the deletion can be undone; a deleted chat is found by nothing that does not ask for it.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Conversation Start(ConversationId id, PersonId owner, string visibility, string title, DateTimeOffset now)
    {
        var conversation = new Conversation { Id = id, OwnerId = owner, CreatedAt = now, UpdatedAt = now };
        conversation.Rename(title, now);
        conversation.Show(visibility, now);
        return conversation;
    }

    /// <summary>A chat that was elsewhere, or here before: nobody else sees it until its owner says so.</summary>
    public static Conversation FromArchive(ConversationId id, PersonId owner, string title, bool pinned, DateTimeOffset createdAt, DateTimeOffset updatedAt, MessageId activeLeaf)
    {
        var conversation = Start(id, owner, Visibilities.Private, title, updatedAt);
        conversation.CreatedAt = createdAt;
        conversation.Pinned = pinned;
        conversation.ActiveLeaf = activeLeaf;
        return conversation;
    }

    public bool IsReadableBy(PersonId person) => OwnerId == person || Visibility == Visibilities.Public;

    public void Rename(string title, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(title.Length, MaxTitleLength);
        Title = title;
        UpdatedAt = now;
    }

    public void Show(string visibility, DateTimeOffset now)
    {
        if (!Visibilities.IsKnown(visibility)) throw new ArgumentException($"'{visibility}' is not a visibility.", nameof(visibility));
        Visibility = visibility;
        UpdatedAt = now;
    }

    public void Pin(bool pinned, DateTimeOffset now)
    {
        Pinned = pinned;
        UpdatedAt = now;
    }

    /// <summary>Shows the path to another message of this chat.</summary>
    public void Show(MessageId leaf, DateTimeOffset now) => Follow(leaf, now);

    public void Delete(DateTimeOffset now) => DeletedAt = now;

    /// <summary>What a person says. <paramref name="parent"/> is a message of this chat, or null where it has none.</summary>
    public Message Say(MessageId id, MessageId? parent, IReadOnlyList<MessagePart> parts, DateTimeOffset now)
    {
        Follow(id, now);
        return new() { Id = id, ConversationId = Id, OwnerId = OwnerId, ParentId = parent, Role = MessageRoles.User, Parts = parts, State = MessageStates.Complete, CreatedAt = now };
    }

    /// <summary>The answer to a person's message, empty as yet; a second one to the same message is its sibling.</summary>
    public Message Answer(MessageId question, string model, DateTimeOffset now)
    {
        var id = new MessageId(Guid.CreateVersion7());
        Follow(id, now);
        return new() { Id = id, ConversationId = Id, OwnerId = OwnerId, ParentId = question, Role = MessageRoles.Assistant, Parts = [], State = MessageStates.Streaming, Model = model, CreatedAt = now };
    }

    private void Follow(MessageId leaf, DateTimeOffset now)
    {
        ActiveLeaf = leaf;
        UpdatedAt = now;
    }
}
