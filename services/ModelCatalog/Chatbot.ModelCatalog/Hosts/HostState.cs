using System.Text.Json.Serialization;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>What is known of a host; immutable, a new one with each change.</summary>
internal sealed record HostState
{
    private readonly HostRegistration? _registration;

    public required string Id { get; init; }

    /// <summary>As its agent says it.</summary>
    public required string Name { get; init; }

    /// <summary>By this service's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    public bool Online { get; init; }

    /// <summary>As its agent says it.</summary>
    public Uri? AgentAddress { get; init; }

    public DateTimeOffset AgentStartedAt { get; init; }

    public long Number { get; init; }

    /// <summary>Of the last report.</summary>
    public long Epoch { get; init; }

    public LmStudioReport LmStudio { get; init; } = new(LmStudioHealth.Unreachable, null, false, null);

    /// <summary>Since when LM Studio's health is what it is; null where that began before this service did.</summary>
    public DateTimeOffset? HealthSince { get; init; }

    public IReadOnlyList<InstanceReport> Instances { get; init; } = [];

    public LoadReport? Loading { get; init; }

    public IReadOnlyList<PendingLoadReport> PendingLoads { get; init; } = [];

    public bool ReportedDraining { get; init; }

    public MemoryReport? Memory { get; init; }

    public HardwareReport? Hardware { get; init; }

    public HostInventory Inventory { get; init; } = HostInventory.Unknown;

    public HostRegistration Registration
    {
        get => _registration ?? HostRegistration.None(Id);
        init => _registration = value;
    }

    public string ShownName => Registration.Configuration.Name ?? Name;

    /// <summary>Where it is reached.</summary>
    public Uri? Address => Registration.Address ?? AgentAddress;

    /// <summary>It takes no new request: shown from the moment somebody wants it, also before its agent knows.</summary>
    public bool Draining => ReportedDraining || Registration.Configuration.Draining;

    /// <summary>It can be worked with: its agent is heard and LM Studio answers the agent.</summary>
    public bool IsUsable => Online && LmStudio.Health == LmStudioHealth.Ok;

    public bool Has(string modelKey) => Inventory.Models.Any(model => model.Key == modelKey);
}

/// <summary>What is downloaded on a host, with the order of the report that said so.</summary>
internal sealed record HostInventory(DateTimeOffset AgentStartedAt, long Number, string Hash, bool Simulated, IReadOnlyList<ModelReport> Models)
{
    public static HostInventory Unknown { get; } = new(default, 0, "", false, []);

    public long Epoch { get; init; }

    /// <summary>Somebody has told it.</summary>
    [JsonIgnore]
    public bool IsKnown => Hash.Length > 0;
}
