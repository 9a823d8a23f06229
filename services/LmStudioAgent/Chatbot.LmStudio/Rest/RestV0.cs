using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>
/// LM Studio's REST API before 0.4.0, <c>/api/v0</c>: it lists, and it loads only as a by-product of a request to a model
/// that is not loaded.
/// </summary>
internal sealed class RestV0(RestTransport rest, LmStudioOptions options)
{
    /// <summary><c>{"object":"list","data":[{"id","type":"llm|vlm|embeddings","state":"loaded|not-loaded",...}]}</c></summary>
    public async Task<IReadOnlyList<JsonElement>> ModelsAsync(CancellationToken cancellationToken) =>
        [.. (await rest.SendAsync(new RestCall(HttpMethod.Get, "api/v0/models"), "data", LmStudioFailure.Refused, cancellationToken)).Items("data")];

    /// <summary>The smallest request that there is. The TTL, in seconds, counts for the load that it causes.</summary>
    /// <returns>The answer, which names the model that gave it.</returns>
    public Task<JsonElement> TouchAsync(LoadOptions load, CancellationToken cancellationToken)
    {
        var ttl = (load.JitTtl ?? load.Ttl) is { } given ? (long?)Math.Max(1, (long)Math.Ceiling(given.TotalSeconds)) : null;
        var call = load.Kind == ModelKind.Embedding
            ? new RestCall(HttpMethod.Post, "v1/embeddings", new { model = load.ModelKey, input = "hi", ttl })
            : new RestCall(HttpMethod.Post, "v1/chat/completions", new { model = load.ModelKey, messages = new[] { new { role = "user", content = "hi" } }, max_tokens = 1, stream = false, ttl });
        var root = load.Kind == ModelKind.Embedding ? "data" : "choices";
        return rest.SendAsync(call with { Timeout = options.LoadSilenceTimeout }, root, LmStudioFailure.LoadFailed, cancellationToken);
    }
}
