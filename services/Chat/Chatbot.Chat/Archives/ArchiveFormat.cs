using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Archives;

/// <summary>
/// <c>{"format":"chatbot-archive","version":1,"exportedAt":"...","chats":[...]}</c>, in this order, so that it can be read as
/// it arrives; each chat is an <see cref="ArchivedChat"/>. What a reader does not know it passes over; what an older reader
/// would misread gets another version.
/// </summary>
internal static class ArchiveFormat
{
    public const string Name = "chatbot-archive";
    public const int Version = 1;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
