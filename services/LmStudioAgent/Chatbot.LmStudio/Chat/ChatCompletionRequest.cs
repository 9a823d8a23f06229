using System.Text.Json;

namespace Chatbot.LmStudio.Chat;

/// <summary>A chat in OpenAI's terms. What is null is not sent, and LM Studio's default.</summary>
/// <param name="Model">The identifier of an instance: a bare key goes to the oldest instance of the model.</param>
public sealed record ChatCompletionRequest(string Model, IReadOnlyList<ChatMessage> Messages)
{
    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? MaxTokens { get; init; }

    public int? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>In OpenAI's shape, an array.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary><c>none</c>, <c>auto</c>, <c>required</c> (llama.cpp only).</summary>
    public string? ToolChoice { get; init; }

    /// <summary>In OpenAI's shape, such as <c>{"type":"json_schema",...}</c>.</summary>
    public JsonElement? ResponseFormat { get; init; }

    /// <summary>Idle time of the instance where this request loads the model; without effect where it is loaded.</summary>
    public TimeSpan? Ttl { get; init; }
}
