using Chatbot.Chat.Conversations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>An answer to be written, as it stands in the database.</summary>
/// <param name="Question">The message that is answered.</param>
/// <param name="Answer">The message that is written.</param>
/// <param name="NewTitle">The title of a chat that begins with this answer.</param>
internal sealed record GenerationOrder(
    GenerationId Id,
    int Epoch,
    ConversationId Conversation,
    MessageId Question,
    MessageId Answer,
    PersonId Person,
    ModelTarget Model,
    string? NewTitle)
{
    /// <summary>What stands in the answer already: it is gone on with, after a seam or with a tool's result.</summary>
    public IReadOnlyList<MessagePart> Before { get; init; } = [];

    /// <summary>The parts of the question where the chat begins with it.</summary>
    public IReadOnlyList<MessagePart>? Opening { get; init; }

    /// <summary>What that has cost.</summary>
    public AnswerUsage? UsageBefore { get; init; }
}
