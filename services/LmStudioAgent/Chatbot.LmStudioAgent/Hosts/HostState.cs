using System.Collections.Immutable;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Everything this agent knows about its machine and owes to anybody. Changed by <see cref="HostRules.Decide"/> alone.</summary>
internal sealed record HostState
{
    public required HostSettings Settings { get; init; }

    /// <summary>Which LM Studio it is about: another one has another number, and nothing of the former holds.</summary>
    public int Connection { get; init; }

    /// <summary>Null until the first look.</summary>
    public LmStudioReport? LmStudio { get; init; }

    public ImmutableSortedDictionary<string, Instance> Instances { get; init; } = ImmutableSortedDictionary.Create<string, Instance>(StringComparer.Ordinal);

    /// <summary>Instances that went, and when: a listing asked for earlier may still show them.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Gone { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The one load that LM Studio works on.</summary>
    public Load? Loading { get; init; }

    /// <summary>Loads that wait their turn, one per model, first come first served.</summary>
    public ImmutableList<Load> Pending { get; init; } = [];

    /// <summary>Requests that wait for a place, in the order they came.</summary>
    public ImmutableList<Waiting> Waiting { get; init; } = [];

    /// <summary>Places given: those not used yet and those in which a request runs.</summary>
    public ImmutableDictionary<string, Ticket> Tickets { get; init; } = ImmutableDictionary<string, Ticket>.Empty;

    /// <summary>Operations taken and not ended.</summary>
    public ImmutableDictionary<Guid, Operation> Operations { get; init; } = ImmutableDictionary<Guid, Operation>.Empty;

    public FinishedOperations Finished { get; init; } = FinishedOperations.None;

    /// <summary>Of the downloaded models.</summary>
    public ImmutableDictionary<string, ModelKind> Kinds { get; init; } = ImmutableDictionary<string, ModelKind>.Empty;

    /// <summary>Number of the latest load.</summary>
    public long LastLoad { get; init; }

    public bool IsUp => LmStudio?.Health == LmStudioHealth.Ok;

    /// <summary>Places of an instance that are taken.</summary>
    public int Busy(string instanceId) => Tickets.Values.Count(ticket => ticket.InstanceId == instanceId);

    public int InFlight(string instanceId) => Tickets.Values.Count(ticket => ticket.InstanceId == instanceId && ticket.Running);

    public IEnumerable<Instance> Of(string modelKey) => Instances.Values.Where(instance => instance.ModelKey == modelKey);

    /// <summary>An instance that takes requests.</summary>
    public Instance? Usable(string modelKey) => Of(modelKey).FirstOrDefault(instance => !instance.Draining);
}
