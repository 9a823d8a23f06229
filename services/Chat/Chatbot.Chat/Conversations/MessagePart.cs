using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Conversations;

/// <summary>A part of a message as in the AI SDK's UI messages: <c>{"type":"text","text":"..."}</c>.</summary>
[JsonConverter(typeof(MessagePartConverter))]
internal abstract record MessagePart;

internal sealed record TextPart(string Text) : MessagePart;

internal sealed record ReasoningPart(string Text) : MessagePart;

/// <summary>An uploaded file.</summary>
/// <param name="Url">As the upload answered it: <c>/api/files/...</c>.</param>
internal sealed record FilePart(string MediaType, string Name, string Url) : MessagePart;

/// <summary>A call of a tool, <c>{"type":"tool-getWeather","toolCallId":"...","state":"output-available","input":{},"output":{}}</c>.</summary>
/// <param name="State">One of <see cref="ToolStates"/>.</param>
/// <param name="ErrorText">A sentence where the state is <see cref="ToolStates.OutputError"/>.</param>
internal sealed record ToolPart(
    string Tool, string ToolCallId, string State, JsonElement Input, JsonElement? Output = null, string? ErrorText = null, ToolApproval? Approval = null) : MessagePart;

/// <param name="Approved">Null until a person has decided.</param>
internal sealed record ToolApproval(string Id, bool? Approved = null);
