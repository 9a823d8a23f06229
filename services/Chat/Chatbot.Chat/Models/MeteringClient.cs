using System.Runtime.CompilerServices;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>Counts what an answer costs and how fast it comes; where the server gives no count, it is estimated and marked so.</summary>
internal sealed class MeteringClient(IChatClient inner, TimeProvider time) : DelegatingChatClient(inner)
{
    // What English text comes to in the common tokenizers.
    private const double CharactersPerToken = 4;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        var asked = time.GetTimestamp();
        long? first = null;
        long text = 0, reasoning = 0;
        UsageDetails? counted = null;
        await foreach (var update in base.GetStreamingResponseAsync(prompt, options, cancellationToken))
        {
            foreach (var content in update.Contents)
            {
                if (content is ModelStatusContent { Status.Phase: ModelStatus.Prompt }) asked = time.GetTimestamp();
                if (content is UsageContent usage) counted = usage.Details;
                if (content is TextReasoningContent thought) reasoning += thought.Text.Length;
                if (content is TextContent said) text += said.Text.Length;
            }

            if (text + reasoning > 0) first ??= time.GetTimestamp();
            yield return update;
        }

        var characters = prompt.Sum(message => message.Text.Length);
        var output = counted?.OutputTokenCount ?? Tokens(text + reasoning);
        var generating = first is { } from ? time.GetElapsedTime(from).TotalSeconds : 0;
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new MeasuredUsageContent(new AnswerUsage(
            counted?.InputTokenCount ?? Tokens(characters),
            output,
            counted?.ReasoningTokenCount ?? Tokens(reasoning),
            generating > 0 ? output / generating : 0,
            first is { } began ? (long)time.GetElapsedTime(asked, began).TotalMilliseconds : 0,
            Estimated: counted?.OutputTokenCount is null))]);
    }

    private static long Tokens(long characters) => (long)Math.Ceiling(characters / CharactersPerToken);
}
