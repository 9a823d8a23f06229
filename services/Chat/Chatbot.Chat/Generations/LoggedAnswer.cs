using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tools;

namespace Chatbot.Chat.Generations;

/// <summary>Reads an answer back from the parts of its log.</summary>
/// <param name="before">What stood in the message before the generation.</param>
internal sealed class LoggedAnswer(IReadOnlyList<MessagePart> before)
{
    private long _written;

    public AnswerParts Parts { get; } = new(before);

    public bool InStep { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Of what was written, by its length.</summary>
    public long OutputTokens => AnswerUsage.Tokens(_written);

    /// <summary>Somebody may have seen something of it.</summary>
    public bool IsVisible { get; private set; }

    public static LoggedAnswer From(IReadOnlyList<MessagePart> before, IEnumerable<ReadOnlyMemory<byte>> log)
    {
        var answer = new LoggedAnswer(before);
        foreach (var part in log)
        {
            using var json = JsonDocument.Parse(part);
            answer.Apply(json.RootElement);
        }

        return answer;
    }

    private void Apply(JsonElement part)
    {
        var type = Text(part, "type");
        IsVisible |= type is "text-start" or "reasoning-start" || type.StartsWith("tool-", StringComparison.Ordinal);
        switch (type)
        {
            case "start-step": InStep = true; break;
            case "finish-step": InStep = false; break;
            case "text-start": Parts.Begin(AnswerBlocks.Text); break;
            case "reasoning-start": Parts.Begin(AnswerBlocks.Reasoning); break;
            case "text-delta" or "reasoning-delta": Write(Text(part, "delta")); break;
            case "text-end" or "reasoning-end": Parts.End(); break;
            case "tool-input-delta": _written += Text(part, "inputTextDelta").Length; break;
            case "tool-input-available": Parts.Add(new ToolPart(Text(part, "toolName"), Text(part, "toolCallId"), ToolStates.InputAvailable, part.GetProperty("input").Clone())); break;
            case "tool-approval-request": Change(part, call => call with { State = ToolStates.ApprovalRequested, Approval = new ToolApproval(Text(part, "approvalId")) }); break;
            case "tool-output-available": Change(part, ToolOutcome.Of(part.GetProperty("output").Clone()).Apply); break;
            case "tool-output-error": Change(part, ToolOutcome.Failed(Text(part, "errorText")).Apply); break;
            case "tool-output-denied": Change(part, call => call with { State = ToolStates.OutputDenied }); break;
            case "finish": HasEnded = true; break;
        }
    }

    private void Write(string delta)
    {
        Parts.Append(delta);
        _written += delta.Length;
    }

    private void Change(JsonElement part, Func<ToolPart, ToolPart> change) => Parts.Change(Text(part, "toolCallId"), change);

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
