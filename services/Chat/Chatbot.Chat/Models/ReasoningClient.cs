using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Some models think aloud in their text: <c>&lt;think&gt;...&lt;/think&gt;</c> at its beginning. That becomes reasoning; every
/// other delta passes as it is.
/// </summary>
internal sealed class ReasoningClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var splitter = new ThinkSplitter();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            update.Contents = [.. update.Contents.SelectMany(content => content is TextContent text ? splitter.Push(text.Text) : [content])];
            yield return update;
        }

        if (splitter.Flush() is { Count: > 0 } rest) yield return new ChatResponseUpdate(ChatRole.Assistant, [.. rest]);
    }
}
