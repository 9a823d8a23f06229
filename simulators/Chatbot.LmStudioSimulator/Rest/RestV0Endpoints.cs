using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.OpenAi;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>The older interface, <c>/api/v0</c>: its list is the only one that shows a load in progress.</summary>
internal static class RestV0Endpoints
{
    public static void MapRestV0(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v0/models", (SimulatedHost host) =>
            SnakeCase.Result(new { @object = "list", data = host.Models.Select(model => Entry(model, host)) }));

        routes.MapPost("/api/v0/chat/completions", ChatCompletion.HandleAsync);
        routes.MapPost("/api/v0/embeddings", Embeddings.HandleAsync);

        // The key's slash comes encoded, or as it is.
        routes.MapGet("/api/v0/models/{**key}", (string key, SimulatedHost host) => host.Models.Find(Uri.UnescapeDataString(key)) is { } model
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
