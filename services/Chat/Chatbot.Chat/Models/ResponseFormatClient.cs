using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Not every server, nor every model of it, can hold to a schema: where the format is refused, the same is asked once more
/// without it. The prompt should ask for it in words as well.
/// </summary>
internal sealed class ResponseFormatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var again = options?.ResponseFormat is ChatResponseFormatJson;
        while (true)
        {
            await using var answer = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(answer, again) is { } more)
            {
                if (!more) yield break;
                // How far the model is says nothing yet about what it takes.
                again &= answer.Current.Contents.All(content => content is ModelStatusContent);
                yield return answer.Current;
            }

            again = false;
            options = options!.Clone();
            options.ResponseFormat = null;
        }
    }

    // Null where the format may be why.
    private static async Task<bool?> NextAsync(IAsyncEnumerator<ChatResponseUpdate> answer, bool mayTryAgain)
    {
        try
        {
            return await answer.MoveNextAsync();
        }
        catch (ModelCallException exception) when (mayTryAgain && exception.IsBadRequest)
        {
            return null;
        }
    }
}
