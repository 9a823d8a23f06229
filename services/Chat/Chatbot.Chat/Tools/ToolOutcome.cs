using System.Text.Json;
using Chatbot.Chat.Conversations;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tools;

/// <summary>What came of a call: an output, or a sentence that says why there is none.</summary>
internal sealed record ToolOutcome
{
    private ToolOutcome(JsonElement? output, string? error) => (Output, Error) = (output, error);

    /// <summary>The answer ended before the call did.</summary>
    public static ToolOutcome Unfinished { get; } = Failed("The call was not finished.");

    /// <summary>As the model is told of a call that a person did not allow.</summary>
    public static ToolOutcome Denied { get; } = Failed("The person did not allow this call. Answer without it.");

    public JsonElement? Output { get; }

    public string? Error { get; }

    public static ToolOutcome Of(JsonElement output) => new(output, null);

    public static ToolOutcome Failed(string error) => new(null, error);

    public ToolPart Apply(ToolPart call) => call with { State = Error is null ? ToolStates.OutputAvailable : ToolStates.OutputError, Output = Output, ErrorText = Error };

    /// <summary>As it goes back to the model.</summary>
    public FunctionResultContent ToResult(string toolCallId) => new(toolCallId, Output?.GetRawText() ?? Error);
}
