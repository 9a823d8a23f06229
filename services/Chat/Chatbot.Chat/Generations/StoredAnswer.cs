using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>The rest of an ended answer where its log does not have it.</summary>
internal static class StoredAnswer
{
    /// <summary>The whole message, which replaces what the client has of it; nothing but the end for a client that has all.</summary>
    public static LogBatch After(int? after, Generation generation, Message message)
    {
        var last = generation.LastPart ?? 1;
        return after >= last ? new LogBatch(last + 1, [], true) : new LogBatch(last, [StreamParts.AppendMessage(message)], true);
    }
}
