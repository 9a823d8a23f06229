using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.OpenAi;

/// <summary>A request of an OpenAI client. Only what the routing needs is looked at: the rest is between the client and the model.</summary>
/// <param name="Body">As it is passed on, once its <c>model</c> is replaced.</param>
internal sealed record OpenAiRequest(JsonObject Body, string Model, bool Stream)
{
    // As at OpenAI. A list of numbers is one input, already in tokens.
    private const int MostInputs = 2048;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="content">The field that says what is asked.</param>
    public static async Task<(OpenAiRequest? Request, ApiError? Error)> ReadAsync(HttpRequest request, string content, CancellationToken cancellationToken)
    {
        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(request.Body, null, Strict, cancellationToken) as JsonObject;
            if (body is not null) EnsureWritable(body);
        }
        catch (JsonException)
        {
            return Wrong("body: it is not valid JSON.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return Wrong("body: a text in it holds half a character (a lone surrogate).");
        }

        if (body is null) return Wrong("body: a JSON object is required.");
        if (Text(body["model"]) is not { Length: > 0 } model) return Wrong("model: a model's id is required.");
        if (body["stream"] is { } stream && stream.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)) return Wrong("stream: true or false.");
        if (!Says(body[content])) return Wrong($"{content}: it is required.");
        if (content == "input" && body[content] is JsonArray { Count: > MostInputs } inputs && inputs[0]?.GetValueKind() != JsonValueKind.Number) return Wrong("input: at most 2,048.");
        return (new OpenAiRequest(body, model, body["stream"]?.GetValueKind() == JsonValueKind.True), null);
    }

    // Half a character is valid JSON that can't be written again: it is found here, not on the way to a host.
    private static void EnsureWritable(JsonObject body)
    {
        using var writer = new Utf8JsonWriter(System.IO.Stream.Null);
        body.WriteTo(writer);
        _ = body["model"]; // Reads the names.
    }

    private static bool Says(JsonNode? content) => content switch
    {
        JsonArray list => list.Count > 0,
        JsonValue value => value.GetValueKind() == JsonValueKind.String,
        _ => false,
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static (OpenAiRequest?, ApiError?) Wrong(string cause) => (null, ApiError.BadRequest(Surfaces.Api, cause));
}
