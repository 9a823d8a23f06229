using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Chatbot.Web.ModelCatalog;

/// <summary>What a decision was made by, as lines for people: whatever fields it has, an agent may be newer than this page.</summary>
internal static class WhyInputs
{
    private const int Most = 40;
    private const int Deepest = 4;
    private const string None = "–";

    public static IReadOnlyList<(string Name, string Value)> Lines(JsonElement inputs) => inputs.ValueKind != JsonValueKind.Object
        ? []
        : [.. inputs.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).Take(Most).Select(field => (Words(field.Name), Value(field.Name, field.Value, 0)))];

    private static string Value(string name, JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Number when name.EndsWith("bytes", StringComparison.OrdinalIgnoreCase) && value.TryGetInt64(out var bytes) => ModelText.Memory(bytes),
        JsonValueKind.True => SharedTexts.Yes,
        JsonValueKind.False => SharedTexts.No,
        JsonValueKind.String => value.TryGetDateTimeOffset(out var at) && value.GetString()!.Contains('T', StringComparison.Ordinal) ? at.ToString("MMM d, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : value.GetString()!,
        JsonValueKind.Array when depth < Deepest => List(value.EnumerateArray().Select(item => Value(name, item, depth + 1)), "; "),
        JsonValueKind.Object when depth < Deepest => List(value.EnumerateObject().Where(field => field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)).Select(field => $"{Words(field.Name)} {Value(field.Name, field.Value, depth + 1)}"), ", "),
        JsonValueKind.Null => None,
        _ => value.GetRawText(),
    };

    private static string List(IEnumerable<string> values, string between)
    {
        var text = string.Join(between, values.Take(Most));
        return text.Length == 0 ? None : text;
    }

    // requiredBytes: "required"; contextLength: "context length".
    private static string Words(string name)
    {
        if (name.Length > 5 && name.EndsWith("Bytes", StringComparison.Ordinal)) name = name[..^5];
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
