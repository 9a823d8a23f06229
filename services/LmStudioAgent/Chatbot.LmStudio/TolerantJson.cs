using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.LmStudio;

/// <summary>
/// LM Studio's shapes change from version to version: every field is optional, unknown ones are kept out of the way, and
/// a field of another type than expected counts as absent.
/// </summary>
internal static class TolerantJson
{
    /// <summary>What is sent: camel case, absent fields left out (an explicit null may mean something else).</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Also null where the text is broken, as half an emoji is.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } value ? Text(value) : null;

    public static double? Number(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public static int? Int(this JsonElement element, string name) =>
        element.Number(name) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    public static long? Long(this JsonElement element, string name) =>
        element.Number(name) is { } value and >= long.MinValue and < long.MaxValue ? (long)value : null;

    public static bool Flag(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(Text).OfType<string>()];

    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
