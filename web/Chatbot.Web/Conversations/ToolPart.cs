using System.Text.Json;

namespace Chatbot.Web.Conversations;

/// <summary>A call of a tool within an answer.</summary>
public sealed class ToolPart(string callId, string tool) : MessagePart
{
    public string CallId { get; } = callId;

    public string Tool { get; } = tool;

    public ToolState State { get; private set; } = ToolState.Preparing;

    /// <summary>JSON text; empty until the model has said all of it.</summary>
    public string Input { get; private set; } = "";

    /// <summary>JSON text.</summary>
    public string? Output { get; private set; }

    public string? Error { get; private set; }

    /// <summary>By which a person's decision is told; null where none is needed.</summary>
    public string? ApprovalId { get; private set; }

    /// <summary>A stored part, <c>{"type":"tool-getWeather","toolCallId":"...","state":"output-available","input":{},"output":{}}</c>.</summary>
    internal static ToolPart From(string tool, JsonElement part)
    {
        var call = new ToolPart(Word(part, "toolCallId"), tool) { Input = Json(part, "input") ?? "" };
        call.Error = part.TryGetProperty("errorText", out _) ? Word(part, "errorText") : null;
        call.Output = Json(part, "output");
        call.ApprovalId = part.TryGetProperty("approval", out var approval) ? Word(approval, "id") : null;
        call.State = Word(part, "state") switch
        {
            "approval-requested" => ToolState.WaitsForApproval,
            "output-available" => ToolState.Done,
            "output-error" => ToolState.Failed,
            "output-denied" => ToolState.Denied,
            _ => ToolState.Running,
        };
        return call;
    }

    public void Calls(string input) => (Input, State) = (input, ToolState.Running);

    public void AsksFor(string approvalId) => (ApprovalId, State) = (approvalId, ToolState.WaitsForApproval);

    public void Decided(bool approved) => State = approved ? ToolState.Running : ToolState.Denied;

    public void Returned(string output) => (Output, State) = (output, ToolState.Done);

    public void NotDone(string? error) => (Error, State) = (error, error is null ? ToolState.Denied : ToolState.Failed);

    private static string? Json(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}

public enum ToolState
{
    Preparing,
    WaitsForApproval,
    Running,
    Done,
    Failed,
    Denied,
}
