using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Downloads take no memory and wait for nothing: any number run beside everything else.</summary>
internal static class DownloadRules
{
    public static void Requested(Decision decision, DownloadRequested requested)
    {
        if (OperationRules.IsKnown(decision, requested.OperationId)) return;
        decision.Set(new Operation(requested.OperationId, OperationKind.Download));
        if (decision.State.IsUp)
        {
            decision.Progress(requested.OperationId, 0, waiting: false);
            decision.Do(new StartDownload(requested.OperationId, requested.Model, requested.Quantization));
        }
        else
        {
            decision.Progress(requested.OperationId, 0, waiting: true);
            decision.Fail(requested.OperationId, FailureReasons.LmStudioUnreachable, decision.State.LmStudio is { } away ? Reasons.Sentence(away) : "LM Studio was not found yet.");
        }
    }

    public static void Progressed(Decision decision, DownloadProgressed progressed)
    {
        if (!decision.State.Operations.TryGetValue(progressed.OperationId, out var operation) || progressed.Progress <= operation.Progress) return;
        decision.Set(operation with { Progress = progressed.Progress });
        decision.Progress(operation.Id, progressed.Progress, waiting: false);
    }

    public static void Ended(Decision decision, DownloadEnded ended)
    {
        if (!decision.State.Operations.ContainsKey(ended.OperationId)) return;
        if (ended.Cancelled) decision.Cancel(ended.OperationId);
        else if (ended.Reason is { } reason) decision.Fail(ended.OperationId, reason, ended.Detail ?? "The model could not be downloaded.");
        else decision.Succeed(ended.OperationId, null, "It is downloaded.");
    }
}
