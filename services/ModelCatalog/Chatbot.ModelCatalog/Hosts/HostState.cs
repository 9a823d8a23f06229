using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>What is known of a host; immutable, a new one with each change.</summary>
internal sealed record HostState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>By this service's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    public bool Online { get; init; }

    public Uri? AgentAddress { get; init; }

    public DateTimeOffset AgentStartedAt { get; init; }

    public long Number { get; init; }

    public LmStudioReport LmStudio { get; init; } = new(LmStudioHealth.Unreachable, null, false, null);

    public IReadOnlyList<InstanceReport> Instances { get; init; } = [];

    public LoadReport? Loading { get; init; }

    public HostInventory Inventory { get; init; } = HostInventory.Unknown;

    /// <summary>It can be worked with: its agent is heard and LM Studio answers the agent.</summary>
    public bool IsUsable => Online && LmStudio.Health == LmStudioHealth.Ok;

    public bool Has(string modelKey) => Inventory.Models.Any(model => model.Key == modelKey);
}

/// <summary>What is downloaded on a host, with the order of the report that said so.</summary>
internal sealed record HostInventory(DateTimeOffset AgentStartedAt, long Number, string Hash, bool Simulated, IReadOnlyList<ModelReport> Models)
{
    public static HostInventory Unknown { get; } = new(default, 0, "", false, []);
}
