using System.Text.Json.Serialization;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>One entry of <c>GET /api/v1/models</c>.</summary>
internal sealed record RestModel(
    string Type,
    string Publisher,
    string Key,
    string DisplayName,
    string? Architecture,
    RestQuantization Quantization,
    long SizeBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ParamsString,
    IReadOnlyList<RestInstance> LoadedInstances,
    int MaxContextLength,
    string Format,
    RestCapabilities? Capabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Description,
    IReadOnlyList<string>? Variants,
    string? SelectedVariant)
{
    public static RestModel Of(SimulatedModel model, SimulatedHost host) => new(
        model.Kind,
        model.Publisher,
        model.Key,
        model.DisplayName,
        model.IsLlm ? model.Architecture : null,
        new RestQuantization(model.Quantization, model.Bits),
        model.SizeBytes,
        model.Parameters,
        [.. host.Instances.Where(instance => instance.Model.Key == model.Key).Select(RestInstance.Of)],
        model.MaxContextLength,
        "gguf",
        model.IsLlm ? RestCapabilities.Of(model) : null,
        null,
        model.IsLlm ? [model.Variant] : null,
        model.IsLlm ? model.Variant : null);
}

internal sealed record RestQuantization(string Name, int BitsPerWeight);

internal sealed record RestInstance(string Id, RestInstanceConfig Config)
{
    public static RestInstance Of(SimulatedInstance instance) => new(instance.Identifier, RestInstanceConfig.Of(instance));
}

/// <summary>An embedding model has the context length only.</summary>
internal sealed record RestInstanceConfig(int ContextLength, int? EvalBatchSize, int? Parallel, bool? FlashAttention, bool? OffloadKvCacheToGpu, int? NumExperts)
{
    public static RestInstanceConfig Of(SimulatedInstance instance)
    {
        if (!instance.Model.IsLlm) return new RestInstanceConfig(instance.ContextLength, null, null, null, null, null);
        var fields = instance.Settings.Fields ?? [];
        return new RestInstanceConfig(
            instance.ContextLength,
            fields.Number("llm.load.llama.evalBatchSize") ?? 512,
            instance.Settings.Parallel,
            fields.Flag("llm.load.llama.flashAttention") ?? true,
            fields.Flag("llm.load.offloadKVCacheToGpu") ?? true,
            fields.Number("llm.load.numExperts"));
    }
}

internal sealed record RestCapabilities(bool Vision, bool TrainedForToolUse, RestReasoning? Reasoning)
{
    public static RestCapabilities Of(SimulatedModel model) =>
        new(model.Vision, model.ToolUse, model.Reasoning ? new RestReasoning(["off", "on"], "on") : null);
}

internal sealed record RestReasoning(IReadOnlyList<string> AllowedOptions, string Default);
