using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Asks an agent for its list of models when its report names a hash that is not known, not more often than every 3 s.</summary>
internal sealed class InventoryRequests(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _askedAt = [];

    public async Task AskAsync(ISendEndpointProvider bus, string hostId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_askedAt.TryGetValue(hostId, out var askedAt) && now - askedAt < Every) return;
        _askedAt[hostId] = now;

        var agent = await bus.GetSendEndpoint(new Uri($"exchange:{AgentQueues.For(hostId)}"));
        await agent.Send(new ReportInventory(hostId), cancellationToken);
    }
}
