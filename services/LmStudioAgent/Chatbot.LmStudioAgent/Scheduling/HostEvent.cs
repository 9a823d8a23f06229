using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Something happened. The actor stamps the time, so that deciding needs no clock.</summary>
[JsonDerivedType(typeof(Ticked), nameof(Ticked))]
[JsonDerivedType(typeof(LmStudioSeen), nameof(LmStudioSeen))]
[JsonDerivedType(typeof(InstancesListed), nameof(InstancesListed))]
[JsonDerivedType(typeof(ModelsListed), nameof(ModelsListed))]
[JsonDerivedType(typeof(LoadEstimated), nameof(LoadEstimated))]
[JsonDerivedType(typeof(Configured), nameof(Configured))]
[JsonDerivedType(typeof(Recalled), nameof(Recalled))]
[JsonDerivedType(typeof(LoadRequested), nameof(LoadRequested))]
[JsonDerivedType(typeof(UnloadRequested), nameof(UnloadRequested))]
[JsonDerivedType(typeof(DownloadRequested), nameof(DownloadRequested))]
[JsonDerivedType(typeof(DownloadProgressed), nameof(DownloadProgressed))]
[JsonDerivedType(typeof(DownloadEnded), nameof(DownloadEnded))]
[JsonDerivedType(typeof(CancelRequested), nameof(CancelRequested))]
[JsonDerivedType(typeof(AdmissionRequested), nameof(AdmissionRequested))]
[JsonDerivedType(typeof(AdmissionClosed), nameof(AdmissionClosed))]
[JsonDerivedType(typeof(TicketPresented), nameof(TicketPresented))]
[JsonDerivedType(typeof(InferenceEnded), nameof(InferenceEnded))]
[JsonDerivedType(typeof(LoadProgressed), nameof(LoadProgressed))]
[JsonDerivedType(typeof(LoadSucceeded), nameof(LoadSucceeded))]
[JsonDerivedType(typeof(LoadFailed), nameof(LoadFailed))]
[JsonDerivedType(typeof(LoadCancelled), nameof(LoadCancelled))]
[JsonDerivedType(typeof(UnloadSucceeded), nameof(UnloadSucceeded))]
[JsonDerivedType(typeof(UnloadFailed), nameof(UnloadFailed))]
internal abstract record HostEvent
{
    public DateTimeOffset At { get; init; }
}

/// <summary>Time went on.</summary>
internal sealed record Ticked : HostEvent;

/// <param name="Connection">Number of the LM Studio it is about.</param>
/// <param name="Surveyed">What the machine has for models, in bytes; null where LM Studio does not say.</param>
internal sealed record LmStudioSeen(int Connection, LmStudioReport Report, long? Surveyed = null) : HostEvent;

/// <param name="AskedAt">When the listing was asked for: what changed since is newer than it.</param>
internal sealed record InstancesListed(int Connection, DateTimeOffset AskedAt, IReadOnlyList<LoadedInstance> Instances) : HostEvent;

internal sealed record ModelsListed(int Connection, ImmutableDictionary<string, ModelFacts> Models) : HostEvent;

/// <param name="Bytes">Null where LM Studio does not say.</param>
internal sealed record LoadEstimated(EstimateKey Load, long? Bytes, bool Confident) : HostEvent;

internal sealed record Configured(HostConfiguration Configuration) : HostEvent;

/// <summary>What was kept from the agent's former life.</summary>
internal sealed record Recalled(Recollection Recollection) : HostEvent;

internal sealed record LoadRequested(Guid OperationId, string ModelKey, TimeSpan? Ttl, bool Pinned, int? ContextLength) : HostEvent
{
    /// <summary>A pin of before is taken off.</summary>
    public bool Unpin { get; init; }
}

/// <param name="InstanceId">Null is all instances of the model.</param>
internal sealed record UnloadRequested(Guid OperationId, string? ModelKey, string? InstanceId, bool Force) : HostEvent;

internal sealed record DownloadRequested(Guid OperationId, string Model, string? Quantization) : HostEvent;

internal sealed record DownloadProgressed(Guid OperationId, double Progress) : HostEvent;

/// <param name="Reason">One of <see cref="FailureReasons"/>; null where it succeeded or was cancelled.</param>
internal sealed record DownloadEnded(Guid OperationId, string? Reason, string? Detail, bool Cancelled = false) : HostEvent;

internal sealed record CancelRequested(Guid OperationId) : HostEvent;

internal sealed record AdmissionRequested(string AdmissionId, string ModelKey, string User, int Priority, bool MayLoad) : HostEvent;

/// <summary>Who waited went away.</summary>
internal sealed record AdmissionClosed(string AdmissionId) : HostEvent;

/// <param name="RequestId">Names the answer.</param>
internal sealed record TicketPresented(string Ticket, long RequestId) : HostEvent;

/// <param name="TokensPerSecond">Null when unknown.</param>
internal sealed record InferenceEnded(string Ticket, double? TokensPerSecond = null) : HostEvent;

internal sealed record LoadProgressed(long Number, double Progress) : HostEvent;

internal sealed record LoadSucceeded(long Number, LoadedInstance Instance) : HostEvent;

/// <param name="Reason">One of <see cref="FailureReasons"/>.</param>
internal sealed record LoadFailed(long Number, string Reason, string Detail) : HostEvent;

internal sealed record LoadCancelled(long Number) : HostEvent;

internal sealed record UnloadSucceeded(string InstanceId) : HostEvent;

internal sealed record UnloadFailed(string InstanceId, string Reason, string Detail) : HostEvent;
