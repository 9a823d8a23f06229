using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary><c>POST /api/v1/models/load</c>: blocks until it is done, without progress, without a time to live, and never the same instance twice.</summary>
internal static class RestLoad
{
    private static readonly Dictionary<string, JsonValueKind[]> Known = new()
    {
        ["model"] = [JsonValueKind.String],
        ["context_length"] = [JsonValueKind.Number],
        ["eval_batch_size"] = [JsonValueKind.Number],
        ["flash_attention"] = [JsonValueKind.True, JsonValueKind.False],
        ["num_experts"] = [JsonValueKind.Number],
        ["offload_kv_cache_to_gpu"] = [JsonValueKind.True, JsonValueKind.False],
        ["echo_load_config"] = [JsonValueKind.True, JsonValueKind.False],
    };

    // As the WebSocket interface names them.
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["context_length"] = "load.contextLength",
        ["eval_batch_size"] = "load.llama.evalBatchSize",
        ["flash_attention"] = "load.llama.flashAttention",
        ["num_experts"] = "load.numExperts",
        ["offload_kv_cache_to_gpu"] = "load.offloadKVCacheToGpu",
    };

    public static async Task<IResult> HandleAsync(HttpContext context, SimulatedHost host, TimeProvider time)
    {
        var body = await SnakeCase.ReadAsync<JsonObject>(context);
        if (RestBody.Check(body, Known, "model") is { } error) return error;
        var key = (string)body!["model"]!;
        if (host.Models.Find(key) is not { } model) return RestError.NotFound($"Model '{key}' not found.", "model");

        var start = time.GetTimestamp();
        SimulatedInstance instance;
        try
        {
            // The load goes on when the caller hangs up: nothing in this interface cancels one.
            instance = await host.LoadAsync(model, Settings(body, model), null, CancellationToken.None);
        }
        catch (HostRefusal refusal)
        {
            return RestError.LoadFailed(refusal.Message);
        }

        return SnakeCase.Result(new
        {
            type = model.Kind,
            instanceId = instance.Identifier,
            loadTimeSeconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3),
            status = "loaded",
            loadConfig = (bool?)body["echo_load_config"] == true ? RestInstanceConfig.Of(instance) : null,
        });
    }

    private static LoadSettings Settings(JsonObject body, SimulatedModel model)
    {
        var given = body.Where(field => Fields.ContainsKey(field.Key))
            .Select(field => (JsonNode)new JsonObject { ["key"] = $"{model.Kind}.{Fields[field.Key]}", ["value"] = field.Value?.DeepClone() });
        return new JsonArray([.. given]).LoadSettings(model.Kind);
    }
}
