using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;

namespace Chatbot.ModelCatalog.Data;

/// <summary>A host as it is remembered over a restart.</summary>
internal sealed class HostRow
{
    public required string Id { get; init; }

    public string Name { get; set; } = "";

    public string? AgentAddress { get; set; }

    public DateTimeOffset AgentStartedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public string Health { get; set; } = LmStudioHealth.Unreachable;

    public string? Version { get; set; }

    public bool Simulated { get; set; }

    public string? Detail { get; set; }

    /// <summary>The list of downloaded models, jsonb.</summary>
    public HostInventory Inventory { get; set; } = HostInventory.Unknown;

    public void Take(HostState host)
    {
        Name = host.Name;
        AgentAddress = host.AgentAddress?.AbsoluteUri;
        AgentStartedAt = host.AgentStartedAt.ToUniversalTime();
        LastSeenAt = host.LastSeenAt;
        Health = host.LmStudio.Health;
        Version = host.LmStudio.Version;
        Simulated = host.LmStudio.Simulated;
        Detail = host.LmStudio.Detail;
        Inventory = host.Inventory;
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
    };
}
