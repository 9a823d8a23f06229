namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// State of a host, published at most four times a second and at least every 5 s, with a message time to live of 15 s.
/// </summary>
/// <param name="HostId">The host's slug.</param>
/// <param name="Name">For people.</param>
/// <param name="AgentStartedAt">Start of this agent process.</param>
/// <param name="Number">Ascending from 1 within the process. Newer is who has the higher epoch, then the later start, then the higher number.</param>
/// <param name="AgentAddress">Base address of the agent's HTTP, for admission and inference.</param>
/// <param name="InventoryHash">Of the list of downloaded models; another hash than the one known asks for the inventory. Empty until this process has seen the list.</param>
public sealed record HostReported(
    string HostId,
    string Name,
    DateTimeOffset AgentStartedAt,
    long Number,
    DateTimeOffset At,
    Uri AgentAddress,
    LmStudioReport LmStudio,
    IReadOnlyList<InstanceReport> Instances,
    LoadReport? Loading,
    string InventoryHash)
{
    /// <summary>This agent process.</summary>
    public Guid AgentId { get; init; }

    /// <summary>Given by the catalog with <see cref="AgentConnection"/>; the one of an earlier connection while the catalog has not answered yet, 0 before any.</summary>
    public long Epoch { get; init; }

    /// <summary>Takes no new request, finishes what runs.</summary>
    public bool Draining { get; init; }

    /// <summary>Null where neither the machine nor the configuration says how much there is.</summary>
    public MemoryReport? Memory { get; init; }

    /// <summary>Null where LM Studio does not say.</summary>
    public HardwareReport? Hardware { get; init; }

    /// <summary>Loads that wait for the one in progress, or for memory, in their order.</summary>
    public IReadOnlyList<PendingLoadReport> PendingLoads { get; init; } = [];

    /// <summary>Expected seconds until the load of one more model could begin: the loads before it, and what must drain for it.</summary>
    public double LoadWaitSeconds { get; init; }

    /// <summary>Seconds a gigabyte takes to load here, as observed; null before the first load.</summary>
    public double? LoadSecondsPerGigabyte { get; init; }

    /// <summary>Seconds an answer takes here, as observed over all models; null before the first.</summary>
    public double? RequestSeconds { get; init; }
}

/// <summary>Memory for models on the machine, in bytes.</summary>
/// <param name="BudgetBytes">What models may take together.</param>
/// <param name="UsedBytes">What those in memory and the one being loaded take, foreign ones too, as estimated.</param>
/// <param name="Source">One of <see cref="MemorySources"/>.</param>
public sealed record MemoryReport(long BudgetBytes, long UsedBytes, string Source);

public static class MemorySources
{
    public const string Configured = "configured";
    public const string Surveyed = "surveyed";
}

/// <param name="RamBytes">Null when unknown.</param>
public sealed record HardwareReport(string? Cpu, long? RamBytes, IReadOnlyList<GpuReport> Gpus);

/// <param name="MemoryBytes">Capacity, not what is free; null when unknown.</param>
public sealed record GpuReport(string Name, long? MemoryBytes);

/// <param name="Queued">Requests that wait for it.</param>
/// <param name="Reason">A sentence for people: what it waits for.</param>
public sealed record PendingLoadReport(string ModelKey, int Queued, string Reason);

/// <param name="Health">One of <see cref="LmStudioHealth"/>.</param>
/// <param name="Version">As LM Studio says it, such as <c>0.4.16</c>; null when unknown.</param>
/// <param name="Simulated">The simulator stands in for LM Studio.</param>
/// <param name="Detail">A sentence for people where health is not ok.</param>
public sealed record LmStudioReport(string Health, string? Version, bool Simulated, string? Detail);

public static class LmStudioHealth
{
    public const string Ok = "ok";
    public const string Unreachable = "unreachable";
    public const string Unauthorized = "unauthorized";

    /// <summary>Something answers there that is no LM Studio, or one too old for anything but chatting.</summary>
    public const string Unsupported = "unsupported";
}

/// <param name="InstanceId">LM Studio's identifier of the instance.</param>
/// <param name="State">One of <see cref="InstanceStates"/>.</param>
/// <param name="ContextLength">Tokens granted; null when unknown.</param>
/// <param name="TtlRemainingSeconds">Null when pinned, foreign without TTL, or in use.</param>
/// <param name="Foreign">Loaded by someone else than this agent.</param>
/// <param name="InFlight">Requests running.</param>
public sealed record InstanceReport(
    string InstanceId,
    string ModelKey,
    string State,
    int? ContextLength,
    double? TtlRemainingSeconds,
    bool Pinned,
    bool Foreign,
    int InFlight,
    int Queued)
{
    /// <summary>Tokens asked for; null is the model's default. May differ from those granted.</summary>
    public int? RequestedContextLength { get; init; }

    /// <summary>Requests that it takes at once; 0 where the agent does not say.</summary>
    public int Parallel { get; init; }

    /// <summary>Memory it is counted with; null when unknown.</summary>
    public long? MemoryBytes { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Expected seconds until one more request would start on it; null where the agent does not say.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>Seconds an answer of it takes, as observed; null before the first.</summary>
    public double? RequestSeconds { get; init; }

    /// <summary>Of its latest answer; null when unknown.</summary>
    public double? TokensPerSecond { get; init; }
}

public static class InstanceStates
{
    public const string Loaded = "loaded";
    public const string Draining = "draining";
}

/// <summary>The load in progress.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="Queued">Requests that wait for it.</param>
public sealed record LoadReport(string ModelKey, double Progress, int Queued)
{
    /// <summary>Expected seconds to its end; null before this host has loaded anything.</summary>
    public double? RemainingSeconds { get; init; }
}
