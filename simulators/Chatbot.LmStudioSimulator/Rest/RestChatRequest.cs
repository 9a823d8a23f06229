using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>The body of <c>POST /api/v1/chat</c>; what it holds besides is checked and has no effect.</summary>
internal sealed record RestChatRequest(
    string Model, string Input, string? SystemPrompt, bool Stream, int? MaxOutputTokens, string? Reasoning, int? ContextLength, bool Store, string? PreviousResponseId)
{
    private static readonly Dictionary<string, JsonValueKind[]> Known = new()
    {
        ["model"] = [JsonValueKind.String],
        ["input"] = [JsonValueKind.String, JsonValueKind.Array],
        ["system_prompt"] = [JsonValueKind.String],
        ["integrations"] = [JsonValueKind.Array],
        ["stream"] = [JsonValueKind.True, JsonValueKind.False],
        ["temperature"] = [JsonValueKind.Number],
        ["top_p"] = [JsonValueKind.Number],
        ["top_k"] = [JsonValueKind.Number],
        ["min_p"] = [JsonValueKind.Number],
        ["repeat_penalty"] = [JsonValueKind.Number],
        ["max_output_tokens"] = [JsonValueKind.Number],
        ["reasoning"] = [JsonValueKind.String],
        ["context_length"] = [JsonValueKind.Number],
        ["store"] = [JsonValueKind.True, JsonValueKind.False],
        ["previous_response_id"] = [JsonValueKind.String],
    };

    public static (RestChatRequest? Request, IResult? Error) Read(JsonObject? body)
    {
        if (RestBody.Check(body, Known, "model") is { } error) return (null, error);
        if (body!["input"] is null) return (null, RestError.Invalid("Missing required field 'input'.", "missing_required_parameter", "input"));
        if (Text(body["input"]!) is not { } input) return (null, RestError.Invalid("Invalid discriminator value. Expected 'message' | 'image'", "invalid_union", "input"));
        return (new RestChatRequest(
            (string)body["model"]!,
            input,
            (string?)body["system_prompt"],
            (bool?)body["stream"] == true,
            (int?)(double?)body["max_output_tokens"],
            (string?)body["reasoning"],
            (int?)(double?)body["context_length"],
            (bool?)body["store"] != false,
            (string?)body["previous_response_id"]), null);
    }

    /// <param name="before">What was said before, the system prompt of then first.</param>
    public GenerationRequest Generation(IReadOnlyList<(string Role, string Text)> before) =>
        new(Conversation.Of(Messages(before)), Reasoning != "off", MaxOutputTokens ?? int.MaxValue, []);

    public IReadOnlyList<(string Role, string Text)> Messages(IReadOnlyList<(string Role, string Text)> before) =>
        [.. SystemPrompt is { } system ? [("system", system)] : Array.Empty<(string, string)>(), .. before, ("user", Input)];

    public IResult? WrongReasoning(SimulatedModel model) =>
        Reasoning is { } wanted && !(RestCapabilities.Of(model).Reasoning?.AllowedOptions.Contains(wanted) ?? false)
            ? RestError.Invalid($"Invalid reasoning option '{wanted}' for this model.", "invalid_value", "reasoning")
            : null;

    /// <summary>Null where an item is neither <c>{"type":"message","content"}</c> nor <c>{"type":"image","data_url"}</c>.</summary>
    private static string? Text(JsonNode input)
    {
        if (input is not JsonArray items) return (string)input!;
        var texts = items.Select(item => (item as JsonObject)?["type"]?.ToString() switch
        {
            "message" => item!["content"]?.ToString(),
            "image" => "",
            _ => null,
        }).ToList();
        return texts.Contains(null) ? null : string.Concat(texts);
    }
}
