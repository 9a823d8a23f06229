using System.Runtime.CompilerServices;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// A prompt that cannot fit into what the model was loaded with is not sent: LM Studio would cut its beginning away without
/// a word.
/// </summary>
internal sealed class ContextClient(IChatClient inner) : DelegatingChatClient(inner)
{
    // An estimate may be too high by as much: only what certainly does not fit is refused before the model has seen it.
    private const double TooHigh = 1.5;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        if (options?.AdditionalProperties?.GetValueOrDefault(CallProperties.ContextLength) is int context
            && AtLeast(prompt, options.AdditionalProperties.GetValueOrDefault(CallProperties.Counted) as CountedPrompt) > context) throw ContextOverflow.Of(context);

        await using var answer = base.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(answer, options)) yield return answer.Current;
    }

    private static double AtLeast(IReadOnlyCollection<ChatMessage> prompt, CountedPrompt? counted)
    {
        var estimated = prompt.Skip(counted?.Messages ?? 0).Sum(message => (long)message.Text.Length);
        return (counted?.Tokens ?? 0) + (AnswerUsage.Tokens(estimated) / TooHigh);
    }

    // The server's own count, told with the figure that it was counted against.
    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> answer, ChatOptions? options)
    {
        try
        {
            return await answer.MoveNextAsync();
        }
        catch (ModelCallException exception) when (exception.IsOverflow && options?.AdditionalProperties?.GetValueOrDefault(CallProperties.ContextLength) is int context)
        {
            throw ContextOverflow.Of(context, exception.InnerException);
        }
    }
}
