namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// One entry of <c>GET /api/hosts</c>. <c>GET /api/hosts/events</c> sends <c>event: hosts</c> with all of them first, then
/// <c>event: host</c> with each that is new or changed and <c>event: host-removed</c> with <see cref="HostRemoved"/>.
/// </summary>
/// <param name="Id">The host's slug.</param>
/// <param name="Online">Heard of in the last 15 s.</param>
/// <param name="LastSeenAt">When it was added, for one that was never heard of.</param>
/// <param name="Health">LM Studio's: <c>ok</c>, <c>unreachable</c>, <c>unauthorized</c> or <c>unsupported</c>.</param>
public sealed record HostEntry(
    string Id,
    string Name,
    bool Online,
    DateTimeOffset LastSeenAt,
    string Health,
    string? Version,
    bool Simulated,
    string? Detail)
{
    /// <summary>Since when <see cref="Health"/> is what it is; null where that began before this service did.</summary>
    public DateTimeOffset? HealthSince { get; init; }

    /// <summary>It takes no new request, and finishes what runs.</summary>
    public bool Draining { get; init; }

    /// <summary>Its agent has an account of its own, made for it.</summary>
    public bool Enrolled { get; init; }

    /// <summary>Null while nobody knows how much there is.</summary>
    public HostMemory? Memory { get; init; }

    public HostHardware? Hardware { get; init; }

    /// <summary>What is in memory; of models that the caller may not use only for those who manage hosts.</summary>
    public IReadOnlyList<HostInstance> Instances { get; init; } = [];

    public HostLoading? Loading { get; init; }

    /// <summary>Loads that wait, in their order.</summary>
    public IReadOnlyList<HostPendingLoad> PendingLoads { get; init; } = [];

    /// <summary>Where its agent is reached; only for those who manage hosts.</summary>
    public Uri? AgentAddress { get; init; }

    /// <summary>What people set; only for those who manage hosts.</summary>
    public HostSettings? Settings { get; init; }
}

public sealed record HostRemoved(string Id);
