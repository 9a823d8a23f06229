using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Archives;

/// <summary>A message of an archive, whichever kind that is of.</summary>
/// <param name="Source">Its id there.</param>
/// <param name="Parent">The parent's id there.</param>
internal sealed record ImportedMessage(string Source, string? Parent, string Role, IReadOnlyList<MessagePart> Parts, DateTimeOffset CreatedAt)
{
    public string State { get; init; } = MessageStates.Complete;

    public string? Model { get; init; }

    public string? Error { get; init; }

    /// <summary>As <see cref="Message.FinishReason"/> has it.</summary>
    public string? FinishReason { get; init; }

    public AnswerUsage? Usage { get; init; }

    /// <summary>Null where there is no vote.</summary>
    public bool? IsUpvoted { get; init; }
}
