using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;

namespace Chatbot.ModelCatalog.Data;

/// <summary>
/// A host as it is remembered over a restart. What its reports say is written by <see cref="HostStore"/> alone, all else by
/// updates of their own columns: neither undoes the other.
/// </summary>
internal sealed class HostRow
{
    public required string Id { get; init; }

    public string Name { get; set; } = "";

    public string? AgentAddress { get; set; }

    public DateTimeOffset AgentStartedAt { get; set; }

    /// <summary>When it was added, for a host that has not been heard of yet.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public string Health { get; set; } = LmStudioHealth.Unreachable;

    public string? Version { get; set; }

    public bool Simulated { get; set; }

    public string? Detail { get; set; }

    /// <summary>The list of downloaded models, jsonb.</summary>
    public HostInventory Inventory { get; set; } = HostInventory.Unknown;

    /// <summary>Of the agent that serves the host; 0 before any connected. Never falls.</summary>
    public long Epoch { get; set; }

    /// <summary>The agent process that got the epoch.</summary>
    public Guid? AgentId { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    /// <summary>The name that people gave it; it goes before the one that its agent says.</summary>
    public string? GivenName { get; set; }

    public bool Draining { get; set; }

    public long? MemoryBudgetBytes { get; set; }

    public bool? EvictForeign { get; set; }

    /// <summary>Null for a host whose agent belongs to the operator's own installation, and while a token waits to be used.</summary>
    public DateTimeOffset? EnrolledAt { get; set; }

    /// <summary>Where the agent is reached, whatever its reports say.</summary>
    public string? EnrolledAddress { get; set; }

    /// <summary>Of the agent's TLS certificate, lower-case hex; for an enrolled one what was fixed at enrolment.</summary>
    public string? CertificateSha256 { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Its agent's accounts are still to be taken away; done behind the request, and again until it is done.</summary>
    public bool HasAccountsToRemove { get; set; }

    /// <summary>SHA-256 of the secret of the one-time token that enrols its agent; null where none waits to be used.</summary>
    public byte[]? TokenHash { get; set; }

    public DateTimeOffset? TokenExpiresAt { get; set; }

    public HostConfiguration Configuration => new(GivenName, Draining, MemoryBudgetBytes, EvictForeign);

    public HostRegistration Registration => new(
        Id, Epoch, Configuration, EnrolledAt is not null, ProvenAddress is { } address ? new Uri(address) : null, CertificateSha256, RemovedAt is not null);

    private string? ProvenAddress => EnrolledAddress ?? (Epoch > 0 ? AgentAddress : null);

    public void Take(HostState host)
    {
        Name = host.Name;
        // Once an agent has connected, with its account, what it said then stands above what reports say.
        if (Epoch == 0) AgentAddress = host.AgentAddress?.AbsoluteUri;
        AgentStartedAt = host.AgentStartedAt.ToUniversalTime();
        LastSeenAt = host.LastSeenAt;
        Health = host.LmStudio.Health;
        Version = host.LmStudio.Version;
        Simulated = host.LmStudio.Simulated;
        Detail = host.LmStudio.Detail;
        if (host.Inventory.IsKnown) Inventory = host.Inventory;
    }

    public HostState ToState() => new()
    {
        Id = Id,
        Name = Name,
        LastSeenAt = LastSeenAt,
        AgentAddress = AgentAddress is null ? null : new Uri(AgentAddress),
        AgentStartedAt = AgentStartedAt,
        LmStudio = new LmStudioReport(Health, Version, Simulated, Detail),
        Inventory = Inventory,
        Registration = Registration,
    };
}
