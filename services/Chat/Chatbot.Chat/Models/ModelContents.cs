using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>In a stream of updates: how far the model is.</summary>
internal sealed class ModelStatusContent(ModelStatus status) : AIContent
{
    public ModelStatus Status => status;
}

/// <summary>In a stream of updates, last: what the answer cost.</summary>
internal sealed class MeasuredUsageContent(AnswerUsage usage) : AIContent
{
    public AnswerUsage Usage => usage;
}
