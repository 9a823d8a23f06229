using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>A downloaded model as the WebSocket interface shows it; what does not apply is absent, and a null is said.</summary>
internal static class SocketModelInfo
{
    public static JsonObject Of(SimulatedModel model, SimulatedHost host)
    {
        var info = new JsonObject
        {
            ["type"] = model.Kind,
            ["modelKey"] = model.Key,
            ["format"] = "gguf",
            ["displayName"] = model.DisplayName,
            ["path"] = model.Path,
            ["sizeBytes"] = model.SizeBytes,
            ["architecture"] = model.Architecture,
            ["quantization"] = new JsonObject { ["name"] = model.Quantization, ["bits"] = model.Bits },
            ["maxContextLength"] = model.MaxContextLength,
        };
        if (model.Parameters is { } parameters) info["paramsString"] = parameters;
        if (host.Features.NewModelFields) AddNewFields(info, model);
        if (model.IsLlm) (info["vision"], info["trainedForToolUse"]) = (model.Vision, model.ToolUse);
        return info;
    }

    private static void AddNewFields(JsonObject info, SimulatedModel model)
    {
        info["publisher"] = model.Publisher;
        info["indexedModelIdentifier"] = model.Path;
        // Null is this machine.
        info["deviceIdentifier"] = null;
        if (!model.IsLlm) return;
        info["variants"] = new JsonArray(model.Variant);
        info["selectedVariant"] = model.Variant;
    }
}
