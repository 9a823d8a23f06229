using System.Runtime.CompilerServices;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Routes a local model: waits for the first host that admits the request, and sends the call there with the ticket.</summary>
internal sealed class AdmissionClient(IChatClient inner, Router router, LocalTarget target) : DelegatingChatClient(inner)
{
    private ModelCallException? _failed;

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
        var race = router.Race(target, terms);
        using var asks = router.Asks(terms);
        using var unused = new UnusedTicket(asks);
        ModelStatus? said = null;
        while (true)
        {
            race.Look();
            asks.Take(race.TakeSteps());
            if (race.Lost is { } sentence) throw new ModelCallException(sentence, _failed ?? asks.Failure);
            if (race.Won is not { } won)
            {
                if (race.Status is { } status && status != said) yield return Say(said = status);
                if (await asks.NextAsync(race.LookAgainIn, cancellationToken) is { } heard) race.Hear(heard);
                continue;
            }

            unused.Hold(won.Ask, won.Granted);
            // What came from the others until they were closed.
            while (asks.Next() is { } late) race.Hear(late);
            asks.Take(race.TakeSteps());
            yield return Say(said = new ModelStatus(ModelStatus.Prompt, Host: won.Ask.Place.Host));
            await using var answer = base.GetStreamingResponseAsync(messages, TicketedCall.Options(options, won.Ask.Place, won.Granted), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            if (await FirstAsync(answer) is not { } more)
            {
                unused.GiveBack();
                race.CallFailed(_failed!.Message, _failed.Unreachable);
                continue;
            }

            unused.WasUsed();
            router.Answering(conversation, won.Ask.Place);
            for (; more; more = await answer.MoveNextAsync()) yield return answer.Current;
            yield break;
        }
    }

    private static ChatResponseUpdate Say(ModelStatus status) => new(ChatRole.Assistant, [new ModelStatusContent(status)]);

    // Null when it failed in a way that another place may not: nothing of it was seen yet.
    private async Task<bool?> FirstAsync(IAsyncEnumerator<ChatResponseUpdate> answer)
    {
        try
        {
            return await answer.MoveNextAsync();
        }
        catch (ModelCallException exception) when (exception.MayGoElsewhere)
        {
            _failed = exception;
            return null;
        }
    }
}
