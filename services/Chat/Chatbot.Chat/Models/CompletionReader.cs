using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Reads <c>{"choices":[{"delta":{"content":"Hel"},"finish_reason":null}],"usage":null}</c> tolerantly. Reasoning stands in
/// <c>reasoning_content</c> or <c>reasoning</c>, as server and model have it. One reader for each stream.
/// </summary>
/// <param name="usedCalls">Ids of the calls that the chat has already.</param>
internal sealed class CompletionReader(params IReadOnlyCollection<string> usedCalls)
{
    private readonly WholeCharacters _reasoning = new();
    private readonly WholeCharacters _content = new();
    private readonly ToolCallReader _calls = new(usedCalls);

    /// <summary>The data of one event as it came.</summary>
    public ChatResponseUpdate Read(ReadOnlySpan<byte> data)
    {
        // Servers that cut an answer by bytes send half a character.
        if (!Utf8.IsValid(data)) data = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data));
        try
        {
            var reader = new Utf8JsonReader(data);
            using var json = JsonDocument.ParseValue(ref reader);
            return Read(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelCallException("The model's answer could not be read. Please try again.", exception);
        }
    }

    /// <summary>Calls of a server that ends its stream without a word why.</summary>
    public ChatResponseUpdate Rest() => new(ChatRole.Assistant, [.. _calls.Take()]);

    private ChatResponseUpdate Read(JsonElement root)
    {
        // Some servers name what there is not.
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            if (ContextOverflow.IsSaidBy(error.ToString())) throw ContextOverflow.Of(null, new HttpRequestException(error.ToString()));
            // LM Studio's word for an unload by force, by whomever.
            var failed = error.ToString().Contains("unloaded", StringComparison.OrdinalIgnoreCase) ? "The model was unloaded while it answered. Going on loads it again." : "The model failed while it answered. Please try again.";
            throw new ModelCallException(failed, new HttpRequestException(error.ToString()))
            {
                // The agent's word for an instance that was unloaded meanwhile.
                MayGoElsewhere = error.ValueKind == JsonValueKind.Object && Text(error, "type") == "model_mismatch",
            };
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ModelId = Text(root, "model") };
        if (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            var choice = choices[0];
            if (choice.TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.Object)
            {
                if (_reasoning.Join(Text(delta, "reasoning_content") ?? Text(delta, "reasoning")) is { Length: > 0 } reasoning) update.Contents.Add(new TextReasoningContent(reasoning));
                if (_content.Join(Text(delta, "content")) is { Length: > 0 } content) update.Contents.Add(new TextContent(content));
                if (delta.TryGetProperty("tool_calls", out var calls)) update.Contents = [.. update.Contents, .. _calls.Read(calls)];
            }

            if (Text(choice, "finish_reason") is { Length: > 0 } reason)
            {
                update.FinishReason = new ChatFinishReason(reason);
                update.Contents = [.. update.Contents, .. _calls.Take()];
            }
        }

        if (root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = Number(usage, "prompt_tokens"),
                OutputTokenCount = Number(usage, "completion_tokens"),
                ReasoningTokenCount = usage.TryGetProperty("completion_tokens_details", out var details) ? Number(details, "reasoning_tokens") : null,
            }));
        }

        return update;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;

    private static long? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
