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
    // The tokens are estimated: only what is far beyond is refused before the model has seen it.
    private const double FarBeyond = 1.5;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        if (options?.AdditionalProperties?.GetValueOrDefault(CallProperties.ContextLength) is int context
            && AnswerUsage.Tokens(prompt.Sum(message => (long)message.Text.Length)) > context * FarBeyond) throw ContextOverflow.Of(context);

        await using var answer = base.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(answer, options)) yield return answer.Current;
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
