using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>The list of the older interface, the only one that shows a load in progress: <c>/api/v0/models</c>.</summary>
internal static class RestV0Endpoints
{
    public static void MapRestV0(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v0/models", (SimulatedHost host) =>
            SnakeCase.Result(new { @object = "list", data = host.Models.Select(model => Entry(model, host)) }));

        // The key's slash comes encoded, or as it is.
        routes.MapGet("/api/v0/models/{**key}", (string key, SimulatedHost host) => host.FindModel(Uri.UnescapeDataString(key)) is { } model
            ? SnakeCase.Result(Entry(model, host))
            : RestError.NotFound($"Model '{key}' not found.", "model"));
    }

    private static object Entry(SimulatedModel model, SimulatedHost host)
    {
        var loaded = host.Instances.FirstOrDefault(instance => instance.Model.Key == model.Key);
        return new
        {
            id = model.Key,
            @object = "model",
            type = model switch { { IsLlm: false } => "embeddings", { Vision: true } => "vlm", _ => "llm" },
            model.Publisher,
            arch = model.Architecture,
            compatibilityType = "gguf",
            model.Quantization,
            state = loaded is not null ? "loaded" : host.IsLoading(model) ? "loading" : "not-loaded",
            model.MaxContextLength,
            loadedContextLength = loaded?.ContextLength,
            capabilities = model.ToolUse ? new[] { "tool_use" } : null,
        };
    }
}
