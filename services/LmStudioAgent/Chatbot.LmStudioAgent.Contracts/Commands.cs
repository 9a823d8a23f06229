namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Commands to one host's agent, sent to the exchange <see cref="AgentQueues.For"/>. Each carries the id of the
/// operation it serves; the agent does each operation once by that id, however often a command is delivered. One that was
/// sent to an earlier agent of the host (a lower epoch, 0 is any) is ignored: the catalog sends it again.
/// </summary>
/// <param name="OperationId">Also the idempotency key.</param>
/// <param name="HostId">The host's slug, <c>[a-z0-9-]+</c>.</param>
/// <param name="ModelKey">As LM Studio lists it.</param>
/// <param name="TtlSeconds">Idle time after which the instance is unloaded; null is the agent's default; no effect when pinned.</param>
/// <param name="Pinned">Stays until unloaded by hand.</param>
/// <param name="ContextLength">Tokens; null is the model's default.</param>
public sealed record LoadModel(Guid OperationId, string HostId, string ModelKey, int? TtlSeconds, bool Pinned, int? ContextLength)
{
    /// <summary>A pin that the model has is taken off: from then on it has a time to live, like any other.</summary>
    public bool Unpin { get; init; }

    public long Epoch { get; init; }
}

/// <param name="InstanceId">One instance of that model; null is all instances of the model.</param>
/// <param name="Force">Does not wait for running requests.</param>
public sealed record UnloadModel(Guid OperationId, string HostId, string? ModelKey, string? InstanceId, bool Force)
{
    public long Epoch { get; init; }
}

/// <param name="Model">A catalog id such as <c>qwen/qwen3-4b</c>, or the address of a repository at <c>https://huggingface.co/</c>.</param>
/// <param name="Quantization">Such as <c>Q4_K_M</c>, for a repository of several; null is LM Studio's choice.</param>
public sealed record DownloadModel(Guid OperationId, string HostId, string Model, string? Quantization)
{
    public long Epoch { get; init; }
}

public sealed record CancelOperation(Guid OperationId, string HostId)
{
    public long Epoch { get; init; }
}

/// <summary>Settings of the host changed; the agent also gets them whenever it connects.</summary>
public sealed record ConfigureHost(string HostId, HostConfiguration Configuration);

/// <summary>Asks an agent to publish <see cref="HostInventoryReported"/> now; sent when its hash is not known.</summary>
public sealed record ReportInventory(string HostId);
