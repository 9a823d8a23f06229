using System.Collections.Immutable;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Everything this agent knows about its machine and owes to anybody. Changed by <see cref="HostRules.Decide"/> alone.</summary>
internal sealed record HostState
{
    /// <summary>By the agent's own configuration.</summary>
    public required HostSettings Settings { get; init; }

    /// <summary>By people, through the catalog: counts before the settings.</summary>
    public HostConfiguration Configuration { get; init; } = new();

    /// <summary>Which LM Studio it is about: another one has another number, and nothing of the former holds.</summary>
    public int Connection { get; init; }

    /// <summary>Null until the first look.</summary>
    public LmStudioReport? LmStudio { get; init; }

    /// <summary>What the machine has for models, in bytes; null where LM Studio does not say.</summary>
    public long? Surveyed { get; init; }

    public ImmutableSortedDictionary<string, Instance> Instances { get; init; } = ImmutableSortedDictionary.Create<string, Instance>(StringComparer.Ordinal);

    /// <summary>Instances that went, and when: a listing asked for earlier may still show them.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Gone { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The one load that LM Studio works on.</summary>
    public Load? Loading { get; init; }

    /// <summary>Loads that wait their turn, in the order they are due.</summary>
    public ImmutableList<Load> Pending { get; init; } = [];

    /// <summary>Requests that wait for a place, in the order they are due.</summary>
    public ImmutableList<Waiting> Waiting { get; init; } = [];

    /// <summary>Places given: those not used yet and those in which a request runs.</summary>
    public ImmutableDictionary<string, Ticket> Tickets { get; init; } = ImmutableDictionary<string, Ticket>.Empty;

    /// <summary>Operations taken and not ended.</summary>
    public ImmutableDictionary<Guid, Operation> Operations { get; init; } = ImmutableDictionary<Guid, Operation>.Empty;

    public FinishedOperations Finished { get; init; } = FinishedOperations.None;

    /// <summary>The downloaded models.</summary>
    public ImmutableDictionary<string, ModelFacts> Models { get; init; } = ImmutableDictionary<string, ModelFacts>.Empty;

    /// <summary>Until the list of models is there, or this is past, nothing is loaded that a budget counts; null when it is there.</summary>
    public DateTimeOffset? ModelsDueAt { get; init; }

    /// <summary>By <see cref="EstimateKey"/>.</summary>
    public ImmutableDictionary<string, Estimate> Estimates { get; init; } = ImmutableDictionary<string, Estimate>.Empty;

    /// <summary>Asked of LM Studio and not answered yet.</summary>
    public ImmutableHashSet<string> Estimating { get; init; } = [];

    /// <summary>Pinned models.</summary>
    public ImmutableDictionary<string, Desired> Desired { get; init; } = ImmutableDictionary<string, Desired>.Empty;

    /// <summary>Instances that this agent loaded before it was restarted, and that no listing has shown yet.</summary>
    public ImmutableDictionary<string, RememberedInstance> Remembered { get; init; } = ImmutableDictionary<string, RememberedInstance>.Empty;

    public Observed Observed { get; init; } = Observed.Nothing;

    /// <summary>Number of the latest load.</summary>
    public long LastLoad { get; init; }

    public bool IsUp => LmStudio?.Health == LmStudioHealth.Ok;

    /// <summary>Places of an instance that are taken.</summary>
    public int Busy(string instanceId) => Tickets.Values.Count(ticket => ticket.InstanceId == instanceId);

    public int InFlight(string instanceId) => Tickets.Values.Count(ticket => ticket.InstanceId == instanceId && ticket.Running);

    public IEnumerable<Instance> Of(string modelKey) => Instances.Values.Where(instance => instance.ModelKey == modelKey);

    /// <summary>The instance that takes this request next; it may be full.</summary>
    public Instance? For(Waiting waiting) => Of(waiting.ModelKey).Where(instance => instance.Takes(waiting)).MinBy(instance => Busy(instance.Id) - instance.Parallel);

    public bool IsComing(string modelKey) =>
        (Loading is { Cancelling: false } loading && loading.ModelKey == modelKey) || Pending.Exists(load => load.ModelKey == modelKey);
}
