using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Conversations;

/// <summary>The JSON of message parts, in the database and on the wire.</summary>
internal static class MessageParts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string ToJson(IReadOnlyList<MessagePart> parts) => JsonSerializer.Serialize(parts, Json);

    public static IReadOnlyList<MessagePart> FromJson(string json) => JsonSerializer.Deserialize<MessagePart[]>(json, Json)!;

    public static IReadOnlyList<JsonElement> ToElements(IReadOnlyList<MessagePart> parts) =>
        [.. parts.Select(part => JsonSerializer.SerializeToElement(part, Json))];

    public static string TextOf(IReadOnlyList<MessagePart> parts) =>
        string.Join("\n\n", parts.OfType<TextPart>().Select(part => part.Text));
}
