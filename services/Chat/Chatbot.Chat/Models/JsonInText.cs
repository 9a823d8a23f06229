using System.Text;
using System.Text.Json;

namespace Chatbot.Chat.Models;

/// <summary>Finds the JSON in what a model says around it: <c>Here it is: ```json {"a":1} ```</c>.</summary>
internal static class JsonInText
{
    private const string Thought = "</think>";

    // Braces in prose are few; a text of nothing else is given up.
    private const int MostTries = 100;

    /// <summary>The first whole object or array as it stands there; null where there is none.</summary>
    /// <param name="schema">Where it says <c>"type":"object"</c> or <c>"array"</c>, the other one is passed over.</param>
    public static string? Find(string text, JsonElement? schema)
    {
        // What a model thinks aloud holds drafts.
        var thought = text.LastIndexOf(Thought, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(thought < 0 ? text : text[(thought + Thought.Length)..]);
        var openings = Openings(schema);
        var from = 0;
        for (var tried = 0; tried < MostTries && bytes.AsSpan(from).IndexOfAny(openings) is var next and >= 0; tried++)
        {
            from += next;
            if (LengthOfValue(bytes.AsSpan(from)) is { } length) return Encoding.UTF8.GetString(bytes, from, length);
            from++;
        }

        return null;
    }

    private static byte[] Openings(JsonElement? schema) => TypeOf(schema) switch
    {
        "object" => [(byte)'{'],
        "array" => [(byte)'['],
        _ => [(byte)'{', (byte)'['],
    };

    private static string? TypeOf(JsonElement? schema) =>
        schema is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static int? LengthOfValue(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
