using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Not every server, nor every model of it, can hold to a schema: where the format is refused, the same is asked once more
/// without it, the schema told in words, and of what comes the JSON is taken.
/// </summary>
internal sealed class ResponseFormatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var format = options?.ResponseFormat as ChatResponseFormatJson;
        var mayTryAgain = format is not null;
        var prompt = mayTryAgain ? [.. messages] : messages;
        await using (var answer = base.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken))
        {
            while (await NextAsync(answer, mayTryAgain) is { } more)
            {
                if (!more) yield break;
                // How far the model is says nothing yet about what it takes.
                mayTryAgain &= answer.Current.Contents.All(content => content is ModelStatusContent);
                yield return answer.Current;
            }
        }

        await foreach (var update in InWordsAsync(prompt, options!, format!, cancellationToken)) yield return update;
    }

    // The text is known as JSON only once it is whole; all else passes as it comes.
    private async IAsyncEnumerable<ChatResponseUpdate> InWordsAsync(
        IEnumerable<ChatMessage> messages, ChatOptions options, ChatResponseFormatJson format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var without = options.Clone();
        without.ResponseFormat = null;
        var text = new StringBuilder();
        await foreach (var update in base.GetStreamingResponseAsync(Told([.. messages], format), without, cancellationToken))
        {
            foreach (var said in update.Contents.OfType<TextContent>()) text.Append(said.Text);
            update.Contents = [.. update.Contents.Where(content => content is not TextContent)];
            yield return update;
        }

        var whole = text.ToString();
        yield return new ChatResponseUpdate(ChatRole.Assistant, JsonInText.Find(whole, format.Schema) ?? whole);
    }

    // One system message: the templates of some models take no second one.
    private static List<ChatMessage> Told(List<ChatMessage> messages, ChatResponseFormatJson format)
    {
        var words = FormatInWords.Of(format.Schema);
        if (messages is [{ Role: var first } system, ..] && first == ChatRole.System) messages[0] = new ChatMessage(ChatRole.System, $"{system.Text}\n\n{words}");
        else messages.Insert(0, new ChatMessage(ChatRole.System, words));
        return messages;
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
