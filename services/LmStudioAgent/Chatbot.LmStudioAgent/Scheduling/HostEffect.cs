using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Something to be done, as decided. Nothing of it is awaited; what comes of it comes back as an event.</summary>
internal abstract record HostEffect;

internal sealed record StartLoad(long Number, LoadOptions Options) : HostEffect;

/// <summary>Ask what it would take.</summary>
internal sealed record EstimateLoad(EstimateKey Load, ModelKind Kind) : HostEffect;

internal sealed record StartDownload(Guid OperationId, string Model, string? Quantization) : HostEffect;

internal sealed record CancelDownload(Guid OperationId) : HostEffect;

internal sealed record CancelLoad(long Number) : HostEffect;

internal sealed record StartUnload(string InstanceId, ModelKind Kind) : HostEffect;

/// <param name="Update">One of the admission records of the contract; granted and refused are the last.</param>
internal sealed record TellAdmission(string AdmissionId, object Update) : HostEffect;

/// <param name="InstanceId">Null where the ticket is not valid.</param>
internal sealed record AnswerTicket(long RequestId, string? InstanceId) : HostEffect;

/// <param name="Message">OperationProgressed or OperationEnded.</param>
internal sealed record Announce(object Message) : HostEffect;

/// <summary>Look at the instances now.</summary>
internal sealed record ListInstances : HostEffect;
