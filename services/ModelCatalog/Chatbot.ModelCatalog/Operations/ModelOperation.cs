using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Operations;

internal static class OperationKinds
{
    public const string Load = "load";
    public const string Unload = "unload";
    public const string Download = "download";
}

/// <summary>
/// A load, an unload or a download on one host, from its request to its end. Once stored it is changed by conditional updates only
/// (<see cref="OperationJournal"/>): its state never goes back, and a final state stays.
/// </summary>
internal sealed class ModelOperation(string kind, string modelKey, string host, Guid requestedBy, string? idempotencyKey)
{
    public OperationId Id { get; private init; } = OperationId.New();

    public string Kind { get; private init; } = kind;

    public string ModelKey { get; private init; } = modelKey;

    public string Host { get; private init; } = host;

    public Guid RequestedBy { get; private init; } = requestedBy;

    public string? IdempotencyKey { get; private init; } = idempotencyKey;

    public int? TtlSeconds { get; init; }

    public bool Pinned { get; init; }

    public int? ContextLength { get; init; }

    public string? InstanceId { get; init; }

    /// <summary>An unload does not wait for what runs; a load takes off the pin that the model has.</summary>
    public bool Force { get; init; }

    public string? Quantization { get; init; }

    public string State { get; private set; } = OperationStates.Pending;

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>The agent has it, and it waits its turn there.</summary>
    public bool Waiting { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>A sentence for people, where it failed.</summary>
    public string? Detail { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the dispatcher last tried to send its command; null before the first try.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>When the agent last said something of it.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    public DateTimeOffset? CancelRequestedAt { get; private set; }

    public Guid? CancelRequestedBy { get; private set; }

    /// <summary>Of the errors of the route that takes it.</summary>
    public string Surface => Kind == OperationKinds.Download ? Surfaces.Hosts : Surfaces.Models;

    // The catalog chooses the host of the others, and may choose another one the second time.
    public bool IsSameAs(ModelOperation other) =>
        Kind == other.Kind && ModelKey == other.ModelKey && (Kind != OperationKinds.Download || (Host == other.Host && Quantization == other.Quantization));

    /// <summary>What the agent of the host is sent.</summary>
    /// <param name="epoch">Of the agent that serves the host now.</param>
    public object Command(long epoch) => this switch
    {
        { CancelRequestedAt: not null } => Cancellation(epoch),
        { Kind: OperationKinds.Load } => new LoadModel(Id.Value, Host, ModelKey, TtlSeconds, Pinned, ContextLength) { Epoch = epoch, Unpin = Force },
        { Kind: OperationKinds.Download } => new DownloadModel(Id.Value, Host, ModelKey, Quantization) { Epoch = epoch },
        _ => new UnloadModel(Id.Value, Host, ModelKey, InstanceId, Force) { Epoch = epoch },
    };

    public CancelOperation Cancellation(long epoch) => new(Id.Value, Host) { Epoch = epoch };

    public OperationRequested Request() => new(RequestedBy, CreatedAt, Kind switch
    {
        OperationKinds.Load => new OperationOptions(TtlSeconds, Pinned, ContextLength, null, null, null),
        OperationKinds.Unload => new OperationOptions(null, null, null, InstanceId, Force, null),
        _ => new OperationOptions(null, null, null, null, null, Quantization),
    });

    public OperationCancellation? Cancelled() => this is { CancelRequestedBy: { } by, CancelRequestedAt: { } at } ? new OperationCancellation(by, at) : null;

    public Operation ToContract() => new(
        Id.Value, Kind, Kind == OperationKinds.Download ? ModelKey : ModelIds.Local(ModelKey), Host, State, Progress, Reason, Message(), RequestedBy, CreatedAt, StartedAt, EndedAt,
        Kind != OperationKinds.Load ? null : Pinned ? true : Force ? false : null);

    private string? Message() => State switch
    {
        OperationStates.Pending => "Waiting for the message broker.",
        OperationStates.Dispatched => $"Waiting for the agent of host {Host}.",
        OperationStates.Running when CancelRequestedAt is not null => "Cancelling.",
        OperationStates.Running when Waiting => $"Waiting for its turn on host {Host}.",
        OperationStates.Expired => Detail ?? $"The agent of host {Host} did not answer in time. Please check that the host is on, and try again.",
        _ => Detail,
    };
}
