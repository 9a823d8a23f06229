using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tools;

/// <summary>In a stream of updates: the model begins to call a tool.</summary>
internal sealed class ToolInputStartedContent(string callId, string tool) : AIContent
{
    public string CallId => callId;

    public string Tool => tool;
}

/// <summary>A delta of what it calls the tool with, JSON text; the whole of it follows as <see cref="FunctionCallContent"/>.</summary>
internal sealed class ToolInputContent(string callId, string delta) : AIContent
{
    public string CallId => callId;

    public string Delta => delta;
}

/// <summary>The call waits for a person.</summary>
internal sealed class ApprovalNeededContent(string callId, string approvalId) : AIContent
{
    public string CallId => callId;

    public string ApprovalId => approvalId;
}

internal sealed class ToolReturnedContent(string callId, ToolOutcome outcome) : AIContent
{
    public string CallId => callId;

    public ToolOutcome Outcome => outcome;
}

/// <summary>The model is asked once more, with what its tools have returned.</summary>
internal sealed class StepEndedContent : AIContent;
