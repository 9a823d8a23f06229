using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Generations;

/// <summary>The work of answering: which replica owns it, and under which epoch its writes count.</summary>
internal sealed class Generation
{
    public required GenerationId Id { get; init; }

    public required ConversationId ConversationId { get; init; }

    /// <summary>The answer that it writes.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>One of <see cref="MessageStates"/>; streaming while it runs.</summary>
    public required string State { get; init; }

    /// <summary>The replica that runs it.</summary>
    public required string Owner { get; init; }

    /// <summary>Grows with every change of owner; a final write of an older epoch counts for nothing.</summary>
    public required int Epoch { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Number of the last part of its log, known at the end.</summary>
    public int? LastPart { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }
}
