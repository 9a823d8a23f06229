using System.Text.Json;
using Chatbot.LmStudio.Rest;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio;

/// <summary>
/// One LM Studio. Uses the WebSocket protocol where it is needed (progress, TTL, cancel) and the REST API where that is
/// enough, and falls back from one to the other where an LM Studio does not have it. Every call ends: by an answer, by an
/// <see cref="LmStudioException"/>, or by cancellation. Safe for concurrent use.
/// </summary>
/// <param name="http">Gives a client per request, without a timeout of its own, as <c>IHttpClientFactory.CreateClient</c> does.</param>
public sealed class LmStudioClient(Func<HttpClient> http, LmStudioOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly SocketNamespaces _sockets = new(http, options, time);
    private readonly RestV1 _rest = new(http, options, time);

    public LmStudioOptions Options => options;

    /// <summary>Whether an LM Studio is at the address: <c>GET /lmstudio-greeting</c> says <c>{"lmstudio":true}</c>. Never throws but when cancelled.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        var greeting = await TryGetAsync("lmstudio-greeting", cancellationToken);
        return greeting is { } body && body.Flag("lmstudio");
    }

    /// <summary>Such as <c>0.4.16</c>; null when it does not say.</summary>
    public async Task<string?> GetVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _sockets.CallAsync(SocketNamespaces.System, "version", null, cancellationToken);
            return answer?.Text("version");
        }
        catch (LmStudioException exception) when (exception.Failure is LmStudioFailure.Unsupported or LmStudioFailure.TimedOut)
        {
            var status = await TryGetAsync("lms-status", cancellationToken);
            return status?.Text("version");
        }
    }

    /// <summary>What this LM Studio has, found by trying. Throws where it is unreachable or refuses the token.</summary>
    public async Task<LmStudioCapabilities> DetectAsync(CancellationToken cancellationToken) => new(
        await HasAsync(() => _sockets.OpenAsync(SocketNamespaces.System, cancellationToken)),
        await HasAsync(() => _rest.ModelsAsync(cancellationToken)),
        await GetVersionAsync(cancellationToken));

    /// <summary>Every model on the disk, of both kinds, in LM Studio's order.</summary>
    public Task<IReadOnlyList<DownloadedModel>> ListDownloadedModelsAsync(CancellationToken cancellationToken) =>
        Fallback.FirstAsync<IReadOnlyList<DownloadedModel>>(
            async () => [.. (await _rest.ModelsAsync(cancellationToken)).Select(RestModels.Downloaded).OfType<DownloadedModel>()],
            async () => [.. Elements(await _sockets.CallAsync(SocketNamespaces.System, "listDownloadedModels", null, cancellationToken)).Select(SocketModels.Downloaded).OfType<DownloadedModel>()]);

    /// <summary>Every instance in memory, of both kinds, whoever loaded it.</summary>
    public Task<IReadOnlyList<LoadedInstance>> ListLoadedAsync(CancellationToken cancellationToken) =>
        Fallback.FirstAsync<IReadOnlyList<LoadedInstance>>(
            async () => [.. await ListLoadedAsync(ModelKind.Llm, cancellationToken), .. await ListLoadedAsync(ModelKind.Embedding, cancellationToken)],
            async () => [.. (await _rest.ModelsAsync(cancellationToken)).SelectMany(RestModels.Loaded)]);

    /// <summary>
    /// Loads a model and answers with the instance, its context as granted. Not idempotent: a second load makes a second
    /// instance, so look first. When cancelled, the load is stopped, and an instance that slipped through is unloaded.
    /// Over the REST API there is neither progress nor TTL: who asked must unload by himself.
    /// </summary>
    /// <param name="progressed">Called with 0 to 1 from the reading loop: return at once.</param>
    public async Task<LoadedInstance> LoadModelAsync(LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken)
    {
        var before = await ListLoadedAsync(cancellationToken);
        try
        {
            return await Fallback.FirstAsync(
                () => new SocketLoad(_sockets, options, time).RunAsync(load, progressed, cancellationToken),
                () => RestLoad.RunAsync(_rest, load, cancellationToken));
        }
        catch (Exception exception) when (exception is OperationCanceledException or LmStudioException { Failure: LmStudioFailure.TimedOut })
        {
            await UnloadNewAsync(load, before);
            throw;
        }
    }

    /// <summary>Frees an instance, in the middle of an answer too: see first that it is idle.</summary>
    public Task UnloadAsync(string instanceId, ModelKind kind, CancellationToken cancellationToken) =>
        Fallback.FirstAsync(
            async () => await _rest.UnloadAsync(instanceId, cancellationToken),
            async () => await _sockets.CallAsync(SocketNamespaces.Of(kind), "unloadModel", new { identifier = instanceId }, cancellationToken));

    public ValueTask DisposeAsync() => _sockets.DisposeAsync();

    private static JsonElement[] Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray()]
            : throw new LmStudioException(LmStudioFailure.Unsupported, "This LM Studio answers with something else than a list.");

    private static async Task<bool> HasAsync<T>(Func<Task<T>> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<LoadedInstance>> ListLoadedAsync(ModelKind kind, CancellationToken cancellationToken) =>
        [.. Elements(await _sockets.CallAsync(SocketNamespaces.Of(kind), "listLoaded", null, cancellationToken)).Select(instance => SocketModels.Loaded(instance, kind)).OfType<LoadedInstance>()];

    // A load that was given up and came through all the same.
    private async Task UnloadNewAsync(LoadOptions load, IReadOnlyList<LoadedInstance> before)
    {
        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        try
        {
            foreach (var instance in await ListLoadedAsync(deadline.Token))
            {
                var ours = load.Identifier is null ? instance.ModelKey == load.ModelKey : instance.Id == load.Identifier;
                if (ours && before.All(known => known.Id != instance.Id)) await UnloadAsync(instance.Id, instance.Kind, deadline.Token);
            }
        }
        catch (Exception exception) when (exception is LmStudioException or OperationCanceledException)
        {
            // It cannot be reached: nothing more can be done from here, and the next listing shows what is there.
        }
    }

    private async Task<JsonElement?> TryGetAsync(string path, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.GreetingTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var client = http();
            await using var stream = await client.GetStreamAsync(new Uri(options.BaseUrl, path), either.Token);
            return await JsonSerializer.DeserializeAsync<JsonElement>(stream, TolerantJson.Options, either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
