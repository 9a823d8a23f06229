using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>Bodies of <c>/api/v1</c> are closed: a key that is not known is refused.</summary>
internal static class RestBody
{
    /// <summary>Null when the body holds nothing but known keys, and the required string.</summary>
    public static IResult? Check(JsonObject? body, IReadOnlyCollection<string> known, string required)
    {
        if (body is null) return RestError.Invalid("The body is not a JSON object.", "invalid_value", null);

        var unknown = body.Select(field => field.Key).Where(key => !known.Contains(key)).ToList();
        if (unknown.Count > 0)
            return RestError.Invalid($"Unrecognized key(s) in object: {string.Join(", ", unknown.Select(key => $"'{key}'"))}", "unrecognized_keys", unknown[0]);

        return body[required]?.GetValueKind() switch
        {
            JsonValueKind.String => null,
            null => RestError.Invalid($"Missing required field '{required}'.", "missing_required_parameter", required),
            _ => RestError.Invalid($"Invalid type for '{required}'. Expected string.", "invalid_value", required),
        };
    }
}
