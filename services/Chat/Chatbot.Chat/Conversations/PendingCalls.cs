namespace Chatbot.Chat.Conversations;

/// <summary>Calls of tools that wait for a person.</summary>
internal static class PendingCalls
{
    public static ToolPart Decide(ToolPart call, bool approved) =>
        call with { State = ToolStates.ApprovalResponded, Approval = call.Approval! with { Approved = approved } };

    /// <summary>Who says something else instead has not allowed them. Null where nothing waits.</summary>
    public static IReadOnlyList<MessagePart>? Deny(IReadOnlyList<MessagePart> parts) => parts.Any(Waits)
        ? [.. parts.Select(part => Waits(part) ? Denied((ToolPart)part) : part)]
        : null;

    private static bool Waits(MessagePart part) => part is ToolPart { State: ToolStates.ApprovalRequested };

    private static ToolPart Denied(ToolPart call) => call with { State = ToolStates.OutputDenied, Approval = call.Approval! with { Approved = false } };
}
