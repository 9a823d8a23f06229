using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A configuration as LM Studio keeps it: <c>[{"key":"llm.load.contextLength","value":8192}]</c>, the last of a key counts.</summary>
internal static class ConfigFields
{
    public static JsonNode? Setting(this JsonArray fields, string key) =>
        fields.LastOrDefault(field => (string?)field?["key"] == key)?["value"];

    public static int? Number(this JsonArray fields, string key) =>
        fields.Setting(key) is JsonValue value && value.TryGetValue<double>(out var number) ? (int)number : null;

    public static bool? Flag(this JsonArray fields, string key) =>
        fields.Setting(key) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>What a load asks for.</summary>
    public static LoadSettings LoadSettings(this JsonArray fields, string kind) => new(
        ContextLength: fields.Number($"{kind}.load.contextLength"),
        Parallel: fields.Number($"{kind}.load.numParallelSessions"),
        Gpu: fields.GpuShare(kind),
        Fields: fields);

    /// <summary><c>offloadRatio</c> is 0 to 1, "max" or "off".</summary>
    private static GpuShare? GpuShare(this JsonArray fields, string kind)
    {
        var ratio = fields.Setting($"{kind}.load.llama.acceleration.offloadRatio");
        var context = fields.Flag($"{kind}.load.offloadKVCacheToGpu");
        if (ratio is null && context is null) return null;
        return new GpuShare(
            ratio switch
            {
                JsonValue value when value.TryGetValue<double>(out var number) => Math.Clamp(number, 0, 1),
                JsonValue value when value.TryGetValue<string>(out var word) && word == "off" => 0,
                _ => 1,
            },
            context != false);
    }
}
