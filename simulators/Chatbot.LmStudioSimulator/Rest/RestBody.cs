using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>Bodies of <c>/api/v1</c> are closed: a key that is not known is refused.</summary>
internal static class RestBody
{
    /// <summary>Null when the body holds nothing but known keys of their kinds, and the required string.</summary>
    public static IResult? Check(JsonObject? body, IReadOnlyDictionary<string, JsonValueKind[]> known, string required)
    {
        if (body is null) return RestError.Invalid("The body is not a JSON object.", "invalid_value", null);

        var unknown = body.Select(field => field.Key).Where(key => !known.ContainsKey(key)).ToList();
        if (unknown.Count > 0)
            return RestError.Invalid($"Unrecognized key(s) in object: {string.Join(", ", unknown.Select(key => $"'{key}'"))}", "unrecognized_keys", unknown[0]);
        if (!body.ContainsKey(required)) return RestError.Invalid($"Missing required field '{required}'.", "missing_required_parameter", required);

        var wrong = body.Where(field => !known[field.Key].Contains(field.Value?.GetValueKind() ?? JsonValueKind.Null)).Select(field => field.Key).FirstOrDefault();
        return wrong is null ? null : RestError.Invalid($"Invalid type for '{wrong}'.", "invalid_value", wrong);
    }
}
