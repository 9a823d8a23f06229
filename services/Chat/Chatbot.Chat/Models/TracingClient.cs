using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Traces calls. The library's own client for that keeps every update of a stream until its end, several hundred bytes for each
/// token of each running answer; this one keeps none.
/// </summary>
internal sealed class TracingClient(IChatClient inner, string model, TimeProvider time) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = new TracedCall(options?.ModelId ?? model, time);
        await using var answer = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(answer, call)) yield return answer.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> answer, TracedCall call)
    {
        try
        {
            if (!await answer.MoveNextAsync()) return false;
            call.Hear(answer.Current);
            return true;
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
    }
}
