using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>How an answer ended.</summary>
/// <param name="State">One of <see cref="MessageStates"/>, never streaming.</param>
/// <param name="FinishReason">As the stream's <c>finish</c> says it.</param>
/// <param name="Error">A sentence for people where it failed.</param>
internal sealed record Ending(string State, string FinishReason, string? Error = null, AnswerUsage? Usage = null)
{
    public static Ending Interrupted { get; } = new(MessageStates.Interrupted, "other");

    public static Ending Stopped { get; } = new(MessageStates.Stopped, "other");

    public static Ending Failed(string error) => new(MessageStates.Failed, "error", error);
}
