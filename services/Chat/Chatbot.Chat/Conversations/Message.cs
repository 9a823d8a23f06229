using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Conversations;

/// <summary>One message; those with the same parent are siblings, of which the active path takes one.</summary>
internal sealed class Message
{
    public required MessageId Id { get; init; }

    public required ConversationId ConversationId { get; init; }

    /// <summary>Of the chat; kept here too, so that one person's messages are searched without reading those of all others.</summary>
    public required PersonId OwnerId { get; init; }

    public MessageId? ParentId { get; init; }

    public required string Role { get; init; }

    public required IReadOnlyList<MessagePart> Parts { get; init; }

    public required string State { get; init; }

    /// <summary>The model's id as it was chosen; null for a person's message.</summary>
    public string? Model { get; init; }

    /// <summary>A sentence for people where the state is failed.</summary>
    public string? Error { get; init; }

    /// <summary>Why an answer ended, as its stream's <c>finish</c> said it; null for <c>stop</c>, while it runs, and for a person's message.</summary>
    public string? FinishReason { get; init; }

    /// <summary>What an answer cost; null for a person's message, and while it runs.</summary>
    public AnswerUsage? Usage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
