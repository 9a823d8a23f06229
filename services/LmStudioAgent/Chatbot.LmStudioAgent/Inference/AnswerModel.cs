using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>Holds the beginning of a stream back until its first <c>data: {...}</c> says which model answers.</summary>
internal sealed class AnswerModel(string instanceId)
{
    // The first event of a chat completion is a few hundred bytes; a stream without one is passed on as it is.
    private const int LookedAt = 64 * 1024;
    private readonly List<byte> _held = [];
    private bool _passing;

    /// <summary>The model that answers where it is another one than asked for.</summary>
    public string? Answering { get; private set; }

    /// <summary>What may be passed on now.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes)
    {
        if (_passing) return bytes;
        _held.AddRange(bytes.Span);
        var first = FirstData();
        if (first is null && _held.Count < LookedAt) return ReadOnlyMemory<byte>.Empty;
        Answering = Other(first, instanceId);
        _passing = true;
        return Rest();
    }

    /// <summary>What is still held at the end.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        var held = _held.ToArray();
        _held.Clear();
        return held;
    }

    public static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null where it is the right one, or does not say.</summary>
    public static string? Other(JsonNode? answer, string instanceId) =>
        answer is JsonObject given && given["model"] is JsonValue value && value.TryGetValue<string>(out var model) && model != instanceId ? model : null;

    public static string Sentence(string other, string instanceId) =>
        $"LM Studio let {other} answer instead of {instanceId}, which was unloaded meanwhile. Please try again.";

    private JsonNode? FirstData()
    {
        var text = Encoding.UTF8.GetString([.. _held]);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n'))
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)) return Parse(Encoding.UTF8.GetBytes(line["data:".Length..])) ?? new JsonObject();
        }

        return null;
    }
}
