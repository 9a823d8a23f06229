using Chatbot.Chat.Conversations;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Files;

/// <summary>In a prompt: a file that stands in a message. <see cref="PromptFiles"/> puts in its place what the model is given of it.</summary>
internal sealed class AttachedContent(FilePart part) : AIContent
{
    public FilePart Part => part;

    /// <summary>What a message says, its files before its text; empty where it says nothing.</summary>
    public static IList<AIContent> Of(IReadOnlyList<MessagePart> parts)
    {
        List<AIContent> contents = [.. parts.OfType<FilePart>().Select(file => new AttachedContent(file))];
        // Reasoning is not given back; an answer that never began says nothing.
        if (MessageParts.TextOf(parts) is { Length: > 0 } text) contents.Add(new TextContent(text));
        return contents;
    }
}
