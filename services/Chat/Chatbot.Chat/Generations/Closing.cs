using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tools;

namespace Chatbot.Chat.Generations;

/// <summary>The parts with which an answer closes, but for the last one; the same for its owner and for who takes it over.</summary>
internal static class Closing
{
    public static IEnumerable<ReadOnlyMemory<byte>> Of(AnswerParts parts, bool inStep, Ending ending)
    {
        if (parts.OpenKind is { } kind)
        {
            parts.End();
            yield return StreamParts.BlockEnd(kind, parts.BlockId);
        }

        // Nobody runs it any more: without a word it would be shown as running for ever.
        foreach (var call in parts.Calls.Where(call => call.State is ToolStates.InputAvailable or ToolStates.ApprovalResponded).ToList())
            yield return Closed(parts, call);

        if (ending.Usage is { } usage) yield return StreamParts.Usage(usage);
        if (ending.State == MessageStates.Interrupted) yield return StreamParts.Interrupted();
        if (inStep) yield return StreamParts.FinishStep();
        if (ending.Error is { } error) yield return StreamParts.Error(error);
    }

    private static ReadOnlyMemory<byte> Closed(AnswerParts parts, ToolPart call)
    {
        if (call.Approval?.Approved == false)
        {
            parts.Change(call.ToolCallId, denied => denied with { State = ToolStates.OutputDenied });
            return StreamParts.ToolOutputDenied(call.ToolCallId);
        }

        parts.Change(call.ToolCallId, ToolOutcome.Unfinished.Apply);
        return StreamParts.ToolOutput(call.ToolCallId, ToolOutcome.Unfinished);
    }
}
