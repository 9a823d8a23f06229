namespace Chatbot.ModelCatalog.Contracts;

/// <summary>Memory for models on a host.</summary>
/// <param name="UsedBytes">By what is loaded or being loaded, by whomever, as estimated.</param>
/// <param name="Source"><c>configured</c> or <c>surveyed</c>.</param>
public sealed record HostMemory(long BudgetBytes, long UsedBytes, string Source);

/// <param name="RamBytes">Null when unknown.</param>
public sealed record HostHardware(string? Cpu, long? RamBytes, IReadOnlyList<HostGpu> Gpus);

/// <param name="MemoryBytes">Capacity; null when unknown.</param>
public sealed record HostGpu(string Name, long? MemoryBytes);

/// <summary>One instance of a model in a host's memory.</summary>
/// <param name="Model">The model's id, <c>lmstudio:&lt;key&gt;</c>.</param>
/// <param name="State"><c>loaded</c> or <c>draining</c>.</param>
/// <param name="ContextLength">Tokens granted; null when unknown.</param>
/// <param name="RequestedContextLength">Tokens asked for; null is the model's default.</param>
/// <param name="InFlight">Requests running on it.</param>
/// <param name="Queued">Requests waiting for it.</param>
/// <param name="TtlRemainingSeconds">Null when pinned, in use, or without one.</param>
/// <param name="Foreign">Loaded by somebody else, such as from LM Studio's own window.</param>
/// <param name="MemoryBytes">Null when unknown.</param>
/// <param name="TokensPerSecond">Of its latest answer; null when unknown.</param>
public sealed record HostInstance(
    string Id,
    string Model,
    string State,
    int? ContextLength,
    int? RequestedContextLength,
    int InFlight,
    int Queued,
    double? TtlRemainingSeconds,
    bool Pinned,
    bool Foreign,
    long? MemoryBytes,
    double? TokensPerSecond,
    DateTimeOffset? LastUsedAt);

/// <param name="Model">The model's id.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="RemainingSeconds">As expected; null before the host has loaded anything.</param>
/// <param name="Queued">Requests that wait for it.</param>
public sealed record HostLoading(string Model, double Progress, double? RemainingSeconds, int Queued);

/// <param name="Reason">A sentence for people: what it waits for.</param>
public sealed record HostPendingLoad(string Model, int Queued, string Reason);

/// <summary>What people set for a host. Null leaves it to the agent's own configuration.</summary>
public sealed record HostSettings(string? Name, bool Draining, long? MemoryBudgetBytes, bool? EvictForeign);
