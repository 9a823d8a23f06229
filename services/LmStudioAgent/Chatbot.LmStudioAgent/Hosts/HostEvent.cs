using System.Collections.Immutable;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Something happened. The actor stamps the time, so that deciding needs no clock.</summary>
internal abstract record HostEvent
{
    public DateTimeOffset At { get; init; }
}

/// <summary>Time went on.</summary>
internal sealed record Ticked : HostEvent;

/// <param name="Connection">Number of the LM Studio it is about.</param>
internal sealed record LmStudioSeen(int Connection, LmStudioReport Report) : HostEvent;

/// <param name="AskedAt">When the listing was asked for: what changed since is newer than it.</param>
internal sealed record InstancesListed(int Connection, DateTimeOffset AskedAt, IReadOnlyList<LoadedInstance> Instances) : HostEvent;

internal sealed record ModelsListed(int Connection, ImmutableDictionary<string, ModelKind> Kinds) : HostEvent;

internal sealed record LoadRequested(Guid OperationId, string ModelKey, TimeSpan? Ttl, bool Pinned, int? ContextLength) : HostEvent;

/// <param name="InstanceId">Null is all instances of the model.</param>
internal sealed record UnloadRequested(Guid OperationId, string? ModelKey, string? InstanceId, bool Force) : HostEvent;

internal sealed record CancelRequested(Guid OperationId) : HostEvent;

internal sealed record AdmissionRequested(string AdmissionId, string ModelKey, string User, int Priority, bool MayLoad) : HostEvent;

/// <summary>Who waited went away.</summary>
internal sealed record AdmissionClosed(string AdmissionId) : HostEvent;

/// <param name="RequestId">Names the answer.</param>
internal sealed record TicketPresented(string Ticket, long RequestId) : HostEvent;

internal sealed record InferenceEnded(string Ticket) : HostEvent;

internal sealed record LoadProgressed(long Number, double Progress) : HostEvent;

internal sealed record LoadSucceeded(long Number, LoadedInstance Instance) : HostEvent;

/// <param name="Reason">One of <see cref="FailureReasons"/>.</param>
internal sealed record LoadFailed(long Number, string Reason, string Detail) : HostEvent;

internal sealed record LoadCancelled(long Number) : HostEvent;

internal sealed record UnloadSucceeded(string InstanceId) : HostEvent;

internal sealed record UnloadFailed(string InstanceId, string Reason, string Detail) : HostEvent;
