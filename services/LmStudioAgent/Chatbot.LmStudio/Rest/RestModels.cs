using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>Models and instances as REST v1 shows them.</summary>
internal static class RestModels
{
    public static DownloadedModel? Downloaded(JsonElement model)
    {
        if (model.Text("key") is not { } key) return null;
        var capabilities = model.Field("capabilities") ?? default;
        return new DownloadedModel(
            key,
            model.Text("display_name") ?? key,
            KindOf(model),
            model.Text("publisher"),
            model.Text("architecture"),
            model.Field("quantization")?.Text("name"),
            model.Text("params_string"),
            model.Long("size_bytes"),
            model.Int("max_context_length"),
            capabilities.Flag("vision"),
            capabilities.Flag("trained_for_tool_use"),
            capabilities.Field("reasoning") is { ValueKind: JsonValueKind.Object })
        {
            Variants = model.Texts("variants"),
        };
    }

    /// <summary>Neither TTL nor last use are known here.</summary>
    public static IEnumerable<LoadedInstance> Loaded(JsonElement model)
    {
        if (model.Text("key") is not { } key) yield break;
        foreach (var instance in model.Items("loaded_instances"))
        {
            if (instance.Text("id") is not { } id) continue;
            var config = instance.Field("config") ?? default;
            yield return new LoadedInstance(id, key, KindOf(model), config.Int("context_length"), null, null) { Parallel = config.Int("parallel") };
        }
    }

    private static ModelKind KindOf(JsonElement model) => model.Text("type") == "embedding" ? ModelKind.Embedding : ModelKind.Llm;
}
