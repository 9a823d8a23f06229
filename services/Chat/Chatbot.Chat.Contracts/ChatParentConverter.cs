using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>On the wire a <see cref="ChatParent"/> is a UUID or null; one that is not given is not written.</summary>
public sealed class ChatParentConverter : JsonConverter<ChatParent>
{
    public override bool HandleNull => true;

    public override ChatParent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return ChatParent.None;
        return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? ChatParent.Of(id) : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, ChatParent value, JsonSerializerOptions options)
    {
        if (value.Id is { } id) writer.WriteStringValue(id);
        else writer.WriteNullValue();
    }
}
