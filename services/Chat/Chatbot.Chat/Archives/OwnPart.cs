using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tools;

namespace Chatbot.Chat.Archives;

/// <summary>A part of a message in an archive of ours. One that is not known, or not well formed, becomes a note: <c>[video]</c>.</summary>
internal static class OwnPart
{
    public static MessagePart Read(JsonElement part)
    {
        try
        {
            return part.Deserialize<MessagePart>(ArchiveFormat.Json) switch
            {
                TextPart text => new TextPart(ImportedText.Of(text.Text)),
                ReasoningPart reasoning => new ReasoningPart(ImportedText.Of(reasoning.Text)),
                FilePart { MediaType: not null, Name: not null, Url: not null } file => file,
                ToolPart { ToolCallId: not null } tool when IsStorable(tool) => Ended(tool),
                _ => Note(part),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return Note(part);
        }
    }

    // Whoever brings it in did not start it, and nothing will end it.
    private static ToolPart Ended(ToolPart tool) => tool.State switch
    {
        ToolStates.OutputAvailable or ToolStates.OutputError or ToolStates.OutputDenied => tool,
        _ => tool with { State = ToolStates.OutputError, Output = null, Approval = null, ErrorText = "This call had not ended when the archive was made." },
    };

    private static bool IsStorable(ToolPart tool) =>
        tool.Input.ValueKind == JsonValueKind.Object && ToolJson.Read(tool.Input.GetRawText()) is not null
        && (tool.Output is not { } output || ToolJson.Read(output.GetRawText()) is not null)
        && !MessageParts.ToJson([tool]).Contains(@"\u0000", StringComparison.Ordinal);

    private static TextPart Note(JsonElement part) => ImportedText.Note(
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetRawText().Trim('"') : null);
}
