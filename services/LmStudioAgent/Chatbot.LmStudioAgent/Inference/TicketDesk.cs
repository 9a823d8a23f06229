using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Hosts;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>Takes a ticket to the actor and brings back which instance it is for.</summary>
internal sealed class TicketDesk
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string?>> _asked = [];
    private long _lastRequest;

    /// <summary>The instance whose place is now taken, or null: the ticket is unknown, used or lapsed. The answer comes within one turn of the actor.</summary>
    public async Task<string?> PresentAsync(string ticket, HostActor actor)
    {
        var request = Interlocked.Increment(ref _lastRequest);
        var answer = _asked[request] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Post(new TicketPresented(ticket, request));
        return await answer.Task;
    }

    public void Answer(long request, string? instanceId)
    {
        if (_asked.TryRemove(request, out var answer)) answer.TrySetResult(instanceId);
    }
}
