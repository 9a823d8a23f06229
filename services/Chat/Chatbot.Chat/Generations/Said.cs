using Chatbot.Chat.Conversations;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Generations;

/// <param name="Chat">Null where there is an error.</param>
/// <param name="Question">The message to be answered.</param>
internal sealed record Said(Conversation? Chat, MessageId Question, bool IsNew, ApiError? Error = null)
{
    /// <summary>The answer that is gone on with, with the parts that it has; null where a new one is written.</summary>
    public AnswerSoFar? Onto { get; init; }

    /// <summary>The parts of the question where the chat begins with it.</summary>
    public IReadOnlyList<MessagePart>? Opening { get; init; }

    /// <summary>It is the rest of an answer that counted against the day's limit.</summary>
    public bool IsPaid { get; init; }

    public static Said Refused(ApiError error) => new(null, default, false, error);
}
