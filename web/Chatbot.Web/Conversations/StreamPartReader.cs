using System.Text.Json;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>The data of one event to a part; null for what the page does not show, and for what a newer service may send.</summary>
internal static class StreamPartReader
{
    public static StreamPart? Read(string data)
    {
        if (data == "[DONE]") return new StreamEnded();
        using var json = JsonDocument.Parse(data);
        var part = json.RootElement;
        return Text(part, "type") switch
        {
            "start" => Guid.TryParse(Text(part, "messageId"), out var id) ? new AnswerStarted(id) : null,
            "text-delta" => new TextArrived(Text(part, "id"), Text(part, "delta")),
            "text-end" => new TextEnded(Text(part, "id")),
            "reasoning-delta" => new ReasoningArrived(Text(part, "id"), Text(part, "delta")),
            "reasoning-end" => new ReasoningEnded(Text(part, "id")),
            "tool-input-start" => new ToolCalled(Text(part, "toolCallId"), Text(part, "toolName")),
            "tool-input-available" => new ToolInputKnown(Text(part, "toolCallId"), Text(part, "toolName"), Json(part, "input")),
            "tool-approval-request" => new ToolApprovalAsked(Text(part, "toolCallId"), Text(part, "approvalId")),
            "tool-output-available" => new ToolReturned(Text(part, "toolCallId"), Json(part, "output")),
            "tool-output-error" => new ToolNotDone(Text(part, "toolCallId"), Text(part, "errorText")),
            "tool-output-denied" => new ToolNotDone(Text(part, "toolCallId"), null),
            "error" => new AnswerFailed(Text(part, "errorText")),
            "finish" => new AnswerFinished(Text(part, "finishReason")),
            "data-model-status" => Data<ModelStatus>(part) is { Phase: not null } status ? new StatusChanged(status) : null,
            "data-chat-title" => Title(part) is { Length: > 0 } title ? new TitleChanged(title) : null,
            "data-usage" => Data<AnswerUsage>(part) is { } usage ? new UsageReported(usage) : null,
            "data-interrupted" => new AnswerInterrupted(),
            "data-appendMessage" => new AnswerStored(),
            _ => null,
        };
    }

    private static string Text(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Json(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    // {"type":"data-chat-title","data":{"title":"..."}}
    private static string? Title(JsonElement part) =>
        part.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "title") : null;

    private static T? Data<T>(JsonElement part) =>
        part.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data.Deserialize<T>(ServiceJson.Options) : default;
}
