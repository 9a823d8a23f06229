using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>What the simulator reads of a chat completion request; the rest is accepted and has no effect.</summary>
/// <param name="Ttl">Seconds, for the load that this request causes; what is no positive number is silently the default.</param>
internal sealed record ChatRequest(
    string? Model,
    IReadOnlyList<ChatMessage>? Messages,
    bool? Stream,
    StreamOptions? StreamOptions,
    int? MaxTokens,
    int? MaxCompletionTokens,
    string? ReasoningEffort,
    JsonElement? Stop,
    JsonElement? Ttl,
    JsonElement? Tools)
{
    public int Limit => MaxCompletionTokens ?? MaxTokens ?? int.MaxValue;

    public bool Reasons => ReasoningEffort is not ("none" or "off");

    public TimeSpan TimeToLive =>
        Ttl is { ValueKind: JsonValueKind.Number } ttl && ttl.TryGetDouble(out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : LoadSettings.JustInTimeToLive;

    public GenerationRequest Generation() => new(Conversation.Of((Messages ?? []).OfType<ChatMessage>().Select(message => (message.Role ?? "", message.Text)), ToolNames), Reasons, Limit, Stops);

    // [{"type":"function","function":{"name":"getWeather","parameters":{}}}]
    private IReadOnlyList<string> ToolNames => Tools is { ValueKind: JsonValueKind.Array } tools
        ? [.. tools.EnumerateArray().Select(NameOf).OfType<string>()]
        : [];

    /// <summary>One text or several; an empty one stops nothing.</summary>
    private IReadOnlyList<string> Stops => Stop switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } stop => [stop],
        { ValueKind: JsonValueKind.Array } texts => [.. texts.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!).Where(stop => stop.Length > 0)],
        _ => [],
    };

    private static string? NameOf(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object
        && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}

internal sealed record StreamOptions(bool? IncludeUsage);

/// <param name="Content">A string, or an array of parts such as <c>{"type":"text","text":"..."}</c>.</param>
internal sealed record ChatMessage(string? Role, JsonElement? Content)
{
    public string Text => Content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(TextOf)),
        _ => "",
    };

    private static string TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";
}
