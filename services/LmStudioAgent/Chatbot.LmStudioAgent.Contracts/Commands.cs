namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Commands to one host's agent, sent to the exchange <see cref="AgentQueues.For"/>. Each carries the id of the
/// operation it serves; the agent does each operation once by that id, however often a command is delivered.
/// </summary>
/// <param name="OperationId">Also the idempotency key.</param>
/// <param name="HostId">The host's slug, <c>[a-z0-9-]+</c>.</param>
/// <param name="ModelKey">As LM Studio lists it.</param>
/// <param name="TtlSeconds">Idle time after which the instance is unloaded; null is the agent's default; no effect when pinned.</param>
/// <param name="Pinned">Stays until unloaded by hand.</param>
/// <param name="ContextLength">Tokens; null is the model's default.</param>
public sealed record LoadModel(Guid OperationId, string HostId, string ModelKey, int? TtlSeconds, bool Pinned, int? ContextLength);

/// <param name="InstanceId">One instance of that model; null is all instances of the model.</param>
/// <param name="Force">Does not wait for running requests.</param>
public sealed record UnloadModel(Guid OperationId, string HostId, string? ModelKey, string? InstanceId, bool Force);

public sealed record CancelOperation(Guid OperationId, string HostId);

/// <summary>Asks an agent to publish <see cref="HostInventoryReported"/> now; sent when its hash is not known.</summary>
public sealed record ReportInventory(string HostId);
