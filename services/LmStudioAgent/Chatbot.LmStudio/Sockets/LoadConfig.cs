using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// The stack of settings of a load:
/// <c>{"layers":[{"layerName":"apiOverride","config":{"fields":[{"key":"llm.load.contextLength","value":8192}]}}]}</c>,
/// in the order and with the values that LM Studio's own SDK sends.
/// </summary>
internal static class LoadConfig
{
    private const string ParallelKey = "llm.load.numParallelSessions";

    // As soon as the context or the place of a model is asked for, auto-fit must be off, or a newer server may grant another one.
    private static readonly string[] AutoFit = ["llm.load.llama.autoFit", "llm.load.mlx.autoFit", "llm.load.yuzu.autoFit"];

    public static object For(LoadOptions options)
    {
        var fields = options.Kind == ModelKind.Embedding ? Embedding(options) : Llm(options);
        return new { layers = new[] { new { layerName = "apiOverride", config = new { fields = fields.Where(field => field.Value is not null) } } } };
    }

    /// <summary>From <c>{"fields":[{"key":"llm.load.numParallelSessions","value":4}]}</c>.</summary>
    public static int? Parallel(JsonElement config) =>
        config.Items("fields").Where(field => field.Text("key") == ParallelKey).Select(field => field.Int("value")).FirstOrDefault();

    private static IEnumerable<Setting> Llm(LoadOptions options)
    {
        var gpu = options.Gpu;
        if (options.ContextLength is not null || gpu?.OffloadRatio is not null || IsPlaced(gpu))
        {
            foreach (var key in AutoFit) yield return new(key, false);
        }

        yield return new("load.gpuSplitConfig", Split(gpu));
        yield return new("llm.load.llama.acceleration.offloadRatio", Ratio(gpu));
        yield return new(ParallelKey, options.Parallel);
        yield return new("llm.load.offloadKVCacheToGpu", options.OffloadKvCacheToGpu);
        yield return new("llm.load.contextLength", options.ContextLength);
        yield return new("llm.load.llama.evalBatchSize", options.EvalBatchSize);
        yield return new("llm.load.llama.flashAttention", options.FlashAttention);
        yield return new("llm.load.numExperts", options.Experts);
    }

    private static IEnumerable<Setting> Embedding(LoadOptions options) =>
    [
        new("load.gpuSplitConfig", Split(options.Gpu)),
        new("embedding.load.llama.acceleration.offloadRatio", Ratio(options.Gpu)),
        new("embedding.load.contextLength", options.ContextLength),
        new("embedding.load.llama.evalBatchSize", options.EvalBatchSize),
    ];

    private static object? Ratio(GpuOptions? gpu) => gpu?.OffloadRatio is { } offload ? offload.Word ?? (object)offload.Share : null;

    private static bool IsPlaced(GpuOptions? gpu) => gpu is not null && (gpu.MainGpu is not null || gpu.Priority.Count > 0 || gpu.Split is not null);

    private static object? Split(GpuOptions? gpu)
    {
        if (gpu is null || (!IsPlaced(gpu) && gpu.DisabledGpus.Count == 0)) return null;
        var strategy = JsonNamingPolicy.CamelCase.ConvertName((gpu.Split ?? GpuSplit.Evenly).ToString());
        var priority = gpu.Priority.Count > 0 ? gpu.Priority : gpu.MainGpu is { } main ? [main] : [];
        return new { strategy, disabledGpus = gpu.DisabledGpus, priority, customRatio = gpu.CustomRatio };
    }

    private sealed record Setting(string Key, object? Value);
}
