using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Conversations;

/// <summary>A message of a path, as much of it as a model is given.</summary>
internal sealed record PathMessage(MessageId Id, MessageId? ParentId, string Role, IReadOnlyList<MessagePart> Parts, string? Model, AnswerUsage? Usage);
