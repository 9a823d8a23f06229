namespace Chatbot.Chat.Conversations;

/// <summary>How far a tool call is, in the AI SDK's words.</summary>
internal static class ToolStates
{
    public const string InputAvailable = "input-available";
    public const string ApprovalRequested = "approval-requested";
    public const string ApprovalResponded = "approval-responded";
    public const string OutputAvailable = "output-available";
    public const string OutputError = "output-error";
    public const string OutputDenied = "output-denied";
}
