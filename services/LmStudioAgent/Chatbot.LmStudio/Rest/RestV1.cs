using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>LM Studio's native REST API, <c>/api/v1</c>, since 0.4.0. It knows neither TTL, nor progress, nor cancel.</summary>
internal sealed class RestV1(RestTransport rest, LmStudioOptions options)
{
    /// <summary><c>{"models":[...]}</c>: every downloaded model with its loaded instances.</summary>
    public async Task<IReadOnlyList<JsonElement>> ModelsAsync(CancellationToken cancellationToken) =>
        [.. (await rest.SendAsync(new RestCall(HttpMethod.Get, "api/v1/models"), "models", LmStudioFailure.Refused, cancellationToken)).Items("models")];

    /// <summary>
    /// Answers when the model is loaded. The schema is closed: a field that is not listed in it is refused, a TTL, an
    /// identifier and a stream of progress among them.
    /// </summary>
    public Task<JsonElement> LoadAsync(LoadOptions load, CancellationToken cancellationToken)
    {
        var isLlm = load.Kind == ModelKind.Llm;
        var body = new
        {
            model = load.ModelKey,
            context_length = load.ContextLength,
            eval_batch_size = isLlm ? load.EvalBatchSize : null,
            flash_attention = isLlm ? load.FlashAttention : null,
            num_experts = isLlm ? load.Experts : null,
            offload_kv_cache_to_gpu = isLlm ? load.OffloadKvCacheToGpu : null,
            echo_load_config = true,
        };
        var call = new RestCall(HttpMethod.Post, "api/v1/models/load", body) { Timeout = options.LoadSilenceTimeout };
        return rest.SendAsync(call, "instance_id", LmStudioFailure.LoadFailed, cancellationToken);
    }

    /// <returns>The answer, in which nothing is of use.</returns>
    public async Task<JsonElement?> UnloadAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var call = new RestCall(HttpMethod.Post, "api/v1/models/unload", new { instance_id = instanceId });
            return await rest.SendAsync(call, "instance_id", LmStudioFailure.Refused, cancellationToken);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.ModelNotFound)
        {
            throw new LmStudioException(LmStudioFailure.InstanceNotFound, exception.Message, exception);
        }
    }

    /// <summary><c>{"job_id"?,"status":"downloading|paused|completed|failed|already_downloaded",...}</c></summary>
    public Task<JsonElement> DownloadAsync(string model, string? quantization, CancellationToken cancellationToken) =>
        rest.SendAsync(new RestCall(HttpMethod.Post, "api/v1/models/download", new { model, quantization }), "status", LmStudioFailure.DownloadFailed, cancellationToken);

    /// <summary>The same shape, with <c>downloaded_bytes</c>, <c>total_size_bytes</c> and <c>bytes_per_second</c> while it goes on.</summary>
    public Task<JsonElement> DownloadStatusAsync(string jobId, CancellationToken cancellationToken)
    {
        const string route = "api/v1/models/download/status/";
        var call = new RestCall(HttpMethod.Get, route + Uri.EscapeDataString(jobId)) { Route = "GET " + route };
        return rest.SendAsync(call, "status", LmStudioFailure.DownloadFailed, cancellationToken);
    }
}
