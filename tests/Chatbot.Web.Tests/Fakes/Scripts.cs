using System.Text.Json;
using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Streams and messages as they are on the wire.</summary>
internal static class Scripts
{
    public static IReadOnlyList<string> Plain(params string[] deltas) =>
    [
        Start,
        """{"type":"start-step"}""",
        """{"type":"text-start","id":"t"}""",
        .. deltas.Select(delta => Json(new { type = "text-delta", id = "t", delta })),
        """{"type":"text-end","id":"t"}""",
        """{"type":"finish-step"}""",
        """{"type":"finish"}""",
    ];

    public static string Start => """{"type":"start","messageId":"{id}"}""";

    public static string Status(string phase, int? position = null, double? progress = null) =>
        Json(new { type = "data-model-status", data = new { phase, position, progress } });

    public static string Json(object part) => JsonSerializer.Serialize(part);

    public static ChatMessageDetail Message(Guid id, string role, string text, string state = "complete", string? error = null) => new(
        id, null, role, [JsonSerializer.SerializeToElement(new { type = "text", text })], state, null, error, TimeProvider.System.GetUtcNow(), [id]);
}
