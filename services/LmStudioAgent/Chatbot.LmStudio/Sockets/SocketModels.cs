using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>Models and instances as the WebSocket protocol shows them, whatever the version leaves out.</summary>
internal static class SocketModels
{
    // Beyond it a time no longer fits into a TimeSpan.
    private const double LongestTtl = 9e14;

    public static DownloadedModel? Downloaded(JsonElement model) =>
        model.Text("modelKey") is not { } key
            ? null
            : new DownloadedModel(
                key,
                model.Text("displayName") ?? key,
                model.Text("type") == "embedding" ? ModelKind.Embedding : ModelKind.Llm,
                model.Text("publisher"),
                model.Text("architecture"),
                model.Field("quantization")?.Text("name"),
                model.Text("paramsString"),
                model.Long("sizeBytes"),
                model.Int("maxContextLength"),
                model.Flag("vision"),
                model.Flag("trainedForToolUse"),
                Reasoning: false)
            {
                Variants = model.Texts("variants"),
            };

    public static LoadedInstance? Loaded(JsonElement instance, ModelKind kind)
    {
        if ((instance.Text("identifier") ?? instance.Text("modelKey")) is not { } id) return null;
        return new LoadedInstance(
            id,
            instance.Text("modelKey") ?? id,
            kind,
            instance.Int("contextLength"),
            instance.Number("ttlMs") is { } ttl and >= 0 and < LongestTtl ? TimeSpan.FromMilliseconds(ttl) : null,
            instance.Long("lastUsedTime") is { } used and > 0 and < 253402300799999 ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null);
    }
}
