using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>Takes a ticket to the actor and brings back which instance it is for.</summary>
internal sealed class TicketDesk
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string?>> _asked = [];
    private long _lastRequest;

    /// <summary>The instance whose place is now taken, or null: the ticket is unknown, used or lapsed. The answer comes within one turn of the actor.</summary>
    public async Task<string?> PresentAsync(string ticket, HostActor actor, CancellationToken cancellationToken)
    {
        var request = Interlocked.Increment(ref _lastRequest);
        var answer = _asked[request] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Post(new TicketPresented(ticket, request));
        try
        {
            return await answer.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = GiveBackAsync(answer.Task, ticket, actor);
            throw;
        }
    }

    // The caller left before the answer: a place that is given to him all the same is free again.
    private static async Task GiveBackAsync(Task<string?> answer, string ticket, HostActor actor)
    {
        if (await answer is not null) actor.Post(new InferenceEnded(ticket));
    }

    public void Answer(long request, string? instanceId)
    {
        if (_asked.TryRemove(request, out var answer)) answer.TrySetResult(instanceId);
    }
}
