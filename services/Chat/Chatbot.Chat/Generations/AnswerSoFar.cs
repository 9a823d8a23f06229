using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>What an answer has when a generation takes it up.</summary>
/// <param name="Usage">What it has cost; null of one that is begun.</param>
internal sealed record AnswerSoFar(MessageId Id, IReadOnlyList<MessagePart> Parts, AnswerUsage? Usage);
