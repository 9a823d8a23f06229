namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// The stack of settings of a load:
/// <c>{"layers":[{"layerName":"apiOverride","config":{"fields":[{"key":"llm.load.contextLength","value":8192}]}}]}</c>.
/// </summary>
internal static class LoadConfig
{
    // As soon as the context is asked for, auto-fit must be off, or a newer server may grant another one.
    private static readonly string[] AutoFit = ["llm.load.llama.autoFit", "llm.load.mlx.autoFit", "llm.load.yuzu.autoFit"];

    public static object For(LoadOptions options)
    {
        var fields = new List<object>();
        if (options.ContextLength is { } contextLength)
        {
            if (options.Kind == ModelKind.Llm) fields.AddRange(AutoFit.Select(key => new { key, value = false }));
            fields.Add(new { key = options.Kind == ModelKind.Llm ? "llm.load.contextLength" : "embedding.load.contextLength", value = contextLength });
        }

        return new { layers = new[] { new { layerName = "apiOverride", config = new { fields } } } };
    }
}
