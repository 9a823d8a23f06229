using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tools;

namespace Chatbot.Chat.Streaming;

/// <summary>
/// The JSON of each part of the AI SDK's UI message stream, <c>{"type":"text-delta","id":"1","delta":"Hel"}</c>.
/// <c>type</c> always stands first, and no part holds a line break, so that parts can be told apart and joined by lines.
/// </summary>
internal static class StreamParts
{
    public static ReadOnlyMemory<byte> Start(MessageId message) => Write("start", json => json.WriteString("messageId", message.Value));

    public static ReadOnlyMemory<byte> StartStep() => Write("start-step");

    /// <param name="kind"><c>text</c> or <c>reasoning</c>.</param>
    public static ReadOnlyMemory<byte> BlockStart(string kind, string id) => Write($"{kind}-start", json => json.WriteString("id", id));

    public static ReadOnlyMemory<byte> BlockDelta(string kind, string id, string delta) => Write($"{kind}-delta", json =>
    {
        json.WriteString("id", id);
        json.WriteString("delta", delta);
    });

    public static ReadOnlyMemory<byte> BlockEnd(string kind, string id) => Write($"{kind}-end", json => json.WriteString("id", id));

    public static ReadOnlyMemory<byte> ToolInputStart(string toolCallId, string tool) => ToolPart("tool-input-start", toolCallId, json => json.WriteString("toolName", tool));

    public static ReadOnlyMemory<byte> ToolInputDelta(string toolCallId, string delta) => ToolPart("tool-input-delta", toolCallId, json => json.WriteString("inputTextDelta", delta));

    public static ReadOnlyMemory<byte> ToolInputAvailable(string toolCallId, string tool, JsonElement input) => ToolPart("tool-input-available", toolCallId, json =>
    {
        json.WriteString("toolName", tool);
        json.WritePropertyName("input");
        input.WriteTo(json);
    });

    public static ReadOnlyMemory<byte> ToolApprovalRequest(string approvalId, string toolCallId) => Write("tool-approval-request", json =>
    {
        json.WriteString("approvalId", approvalId);
        json.WriteString("toolCallId", toolCallId);
    });

    public static ReadOnlyMemory<byte> ToolOutput(string toolCallId, ToolOutcome outcome) => outcome.Output is { } output
        ? ToolPart("tool-output-available", toolCallId, json =>
        {
            json.WritePropertyName("output");
            output.WriteTo(json);
        })
        : ToolPart("tool-output-error", toolCallId, json => json.WriteString("errorText", outcome.Error));

    public static ReadOnlyMemory<byte> ToolOutputDenied(string toolCallId) => ToolPart("tool-output-denied", toolCallId, _ => { });

    public static ReadOnlyMemory<byte> FinishStep() => Write("finish-step");

    /// <param name="reason">Left out when it is <c>stop</c>.</param>
    public static ReadOnlyMemory<byte> Finish(string reason) => Write("finish", json =>
    {
        if (reason != "stop") json.WriteString("finishReason", reason);
    });

    public static ReadOnlyMemory<byte> Error(string text) => Write("error", json => json.WriteString("errorText", text));

    public static ReadOnlyMemory<byte> Title(string title) => Data(OwnParts.Title, json => json.WriteString("title", title));

    public static ReadOnlyMemory<byte> Interrupted() => Data(OwnParts.Interrupted, _ => { });

    public static ReadOnlyMemory<byte> Status(ModelStatus status) => Data(OwnParts.Status, json =>
    {
        json.WriteString("phase", status.Phase);
        if (status.Position is { } position) json.WriteNumber("position", position);
        if (status.EtaSeconds is { } eta) json.WriteNumber("etaSeconds", eta);
        if (status.Progress is { } progress) json.WriteNumber("progress", progress);
        if (status.Host is { } host) json.WriteString("host", host);
    });

    public static ReadOnlyMemory<byte> Usage(AnswerUsage usage) => Data(OwnParts.Usage, json =>
    {
        json.WriteNumber("inputTokens", usage.InputTokens);
        json.WriteNumber("outputTokens", usage.OutputTokens);
        json.WriteNumber("reasoningTokens", usage.ReasoningTokens);
        json.WriteNumber("tokensPerSecond", Math.Round(usage.TokensPerSecond, 1));
        json.WriteNumber("timeToFirstTokenMs", usage.TimeToFirstTokenMs);
        if (usage.Estimated) json.WriteBoolean("estimated", true);
        if (usage.ContextTokens > 0) json.WriteNumber("contextTokens", usage.ContextTokens);
    });

    /// <summary>The whole message for a client that comes after the end; existing clients parse <c>data</c> as JSON.</summary>
    public static ReadOnlyMemory<byte> AppendMessage(Message message) => Write("data-appendMessage", json =>
    {
        var inner = WriteObject(body =>
        {
            body.WriteString("id", message.Id.Value);
            body.WriteString("role", message.Role);
            body.WritePropertyName("parts");
            body.WriteRawValue(MessageParts.ToJson(message.Parts));
            body.WriteString("createdAt", message.CreatedAt);
            body.WriteString("state", message.State);
        });
        json.WriteString("data", inner.Span);
        json.WriteBoolean("transient", true);
    });

    private static ReadOnlyMemory<byte> ToolPart(string type, string toolCallId, Action<Utf8JsonWriter> rest) => Write(type, json =>
    {
        json.WriteString("toolCallId", toolCallId);
        rest(json);
    });

    private static ReadOnlyMemory<byte> Data(string type, Action<Utf8JsonWriter> data) => Write(type, json =>
    {
        json.WriteStartObject("data");
        data(json);
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter>? body = null) => WriteObject(json =>
    {
        json.WriteString("type", type);
        body?.Invoke(json);
    });

    private static ReadOnlyMemory<byte> WriteObject(Action<Utf8JsonWriter> body)
    {
        var pen = Pen.Take();
        pen.Json.WriteStartObject();
        body(pen.Json);
        pen.Json.WriteEndObject();
        return pen.Finish();
    }
}
