namespace Chatbot.Web.Conversations;

/// <summary>One part of an answer's stream, as far as the page cares for it.</summary>
internal abstract record StreamPart;

internal sealed record AnswerStarted(Guid MessageId) : StreamPart;

internal sealed record TextArrived(string Id, string Delta) : StreamPart;

internal sealed record TextEnded(string Id) : StreamPart;

internal sealed record ReasoningArrived(string Id, string Delta) : StreamPart;

internal sealed record ReasoningEnded(string Id) : StreamPart;

internal sealed record ToolCalled(string CallId, string Tool) : StreamPart;

/// <param name="Input">JSON text, complete.</param>
internal sealed record ToolInputKnown(string CallId, string Tool, string Input) : StreamPart;

internal sealed record ToolApprovalAsked(string CallId, string ApprovalId) : StreamPart;

/// <param name="Output">JSON text.</param>
internal sealed record ToolReturned(string CallId, string Output) : StreamPart;

/// <param name="Error">A sentence; null where the person denied the call.</param>
internal sealed record ToolNotDone(string CallId, string? Error) : StreamPart;

internal sealed record StatusChanged(ModelStatus Status) : StreamPart;

internal sealed record TitleChanged(string Title) : StreamPart;

internal sealed record UsageReported(AnswerUsage Usage) : StreamPart;

internal sealed record AnswerFailed(string Message) : StreamPart;

/// <summary>The answer's owner was lost: what follows, if anything, comes after a seam.</summary>
internal sealed record AnswerInterrupted : StreamPart;

/// <summary>There is no running answer any more: the stored message is whole.</summary>
internal sealed record AnswerStored : StreamPart;

/// <param name="Reason">Empty is to the end; <c>other</c> is stopped, where nothing else was said of why.</param>
internal sealed record AnswerFinished(string Reason) : StreamPart;

/// <summary>The connection was lost and is being made again; not on the wire.</summary>
internal sealed record ConnectionLost : StreamPart;

/// <summary>The last line of a stream, <c>[DONE]</c>.</summary>
internal sealed record StreamEnded : StreamPart;

/// <param name="Phase"><c>queued</c>, <c>loading</c>, <c>prompt</c> or <c>generating</c>; <c>waiting</c> is not on the wire.</param>
/// <param name="Progress">0 to 1.</param>
public sealed record ModelStatus(string Phase, int? Position = null, double? EtaSeconds = null, double? Progress = null, string? Host = null)
{
    /// <summary>The service has taken what is asked, and nobody says yet what the model does: one in the cloud never does.</summary>
    public static ModelStatus Waiting { get; } = new("waiting");
}
