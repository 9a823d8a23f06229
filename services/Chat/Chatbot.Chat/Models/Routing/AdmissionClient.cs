using System.Runtime.CompilerServices;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Routes a local model: waits for the first host that admits the request, and sends the call there with the ticket.</summary>
internal sealed class AdmissionClient(IChatClient inner, Router router, LocalTarget target) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!router.IsReady)
        {
            yield return Say(new ModelStatus(ModelStatus.Queued));
            await router.ReadyAsync(cancellationToken);
        }

        var conversation = options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Conversation) as ConversationId?;
        var terms = AskTerms.For(
            options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Person) as string ?? "",
            options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Background) is true,
            await router.PrefixAsync(target, conversation));
        using var wait = new AdmissionWait(router, target, terms);
        while (true)
        {
            await foreach (var status in wait.AdmittedAsync(cancellationToken)) yield return Say(status);
            await using var answer = base.GetStreamingResponseAsync(messages, TicketedCall.Options(options, wait.Place, wait.Granted), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            if (await FirstAsync(answer, wait) is not { } more) continue;

            wait.Answered(conversation);
            for (; more; more = await answer.MoveNextAsync()) yield return answer.Current;
            yield break;
        }
    }

    private static ChatResponseUpdate Say(ModelStatus status) => new(ChatRole.Assistant, [new ModelStatusContent(status)]);

    // Null when it failed in a way that another place may not: nothing of it was seen yet.
    private static async Task<bool?> FirstAsync(IAsyncEnumerator<ChatResponseUpdate> answer, AdmissionWait wait)
    {
        try
        {
            return await answer.MoveNextAsync();
        }
        catch (ModelCallException exception) when (exception.MayGoElsewhere)
        {
            wait.CallFailed(exception);
            return null;
        }
    }
}
