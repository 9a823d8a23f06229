using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tools;

/// <summary>The JSON that goes into a tool and comes out of it, as it can be stored and sent.</summary>
internal static class ToolJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A part of a message stands in other JSON, which goes 64 deep at most; of two values of one name nobody knows which is meant.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static JsonElement Empty { get; } = JsonSerializer.SerializeToElement(new Dictionary<string, object>());

    /// <summary>Null where it is no JSON that can be kept: PostgreSQL takes no NUL and no half a character.</summary>
    public static JsonElement? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            // Written anew: what cannot be said in UTF-8 fails here.
            var written = JsonSerializer.Serialize(json.RootElement, Options);
            return written.Contains("\\u0000", StringComparison.Ordinal) ? null : JsonSerializer.Deserialize<JsonElement>(written);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public static AIFunctionArguments Arguments(JsonElement input) =>
        new(input.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value));

    public static JsonElement Input(FunctionCallContent call) => call.Arguments is { } arguments ? JsonSerializer.SerializeToElement(arguments, Options) : Empty;
}
