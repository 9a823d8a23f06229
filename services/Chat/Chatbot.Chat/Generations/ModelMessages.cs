using System.Text;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tools;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Generations;

/// <summary>
/// The parts of an answer as the model gets them back: text with the calls behind it, then what they returned. Each call has
/// a result, whatever became of it: servers refuse a call without. Reasoning is not given back.
/// </summary>
internal static class ModelMessages
{
    public static IEnumerable<ChatMessage> OfAnswer(IReadOnlyList<MessagePart> parts)
    {
        var text = new StringBuilder();
        var calls = new List<ToolPart>();
        foreach (var part in parts)
        {
            if (part is TextPart said && calls.Count > 0)
            {
                foreach (var message in Step(text, calls)) yield return message;
                text.Clear();
                calls.Clear();
            }

            // Two texts beside each other are one, with a seam.
            if (part is TextPart more) text.Append(more.Text);
            else if (part is ToolPart call) calls.Add(call);
        }

        foreach (var message in Step(text, calls)) yield return message;
    }

    private static IEnumerable<ChatMessage> Step(StringBuilder text, List<ToolPart> calls)
    {
        // An answer that never began says nothing.
        if (text.Length == 0 && calls.Count == 0) yield break;
        List<AIContent> said = text.Length > 0 ? [new TextContent(text.ToString())] : [];
        yield return new ChatMessage(ChatRole.Assistant, [.. said, .. calls.Select(call => new FunctionCallContent(call.ToolCallId, call.Tool, ToolJson.Arguments(call.Input)))]);
        if (calls.Count > 0) yield return new ChatMessage(ChatRole.Tool, [.. calls.Select(call => Outcome(call).ToResult(call.ToolCallId))]);
    }

    private static ToolOutcome Outcome(ToolPart call) => call switch
    {
        { State: ToolStates.OutputAvailable, Output: { } output } => ToolOutcome.Of(output),
        { State: ToolStates.OutputDenied or ToolStates.ApprovalRequested } => ToolOutcome.Denied,
        { ErrorText: { } error } => ToolOutcome.Failed(error),
        _ => ToolOutcome.Unfinished,
    };
}
