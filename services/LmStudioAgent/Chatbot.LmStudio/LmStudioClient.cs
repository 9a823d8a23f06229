using Chatbot.LmStudio.Capabilities;
using Chatbot.LmStudio.Chat;
using Chatbot.LmStudio.Rest;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio;

/// <summary>
/// One LM Studio: its models, what is in memory, loads with progress, estimates, downloads, and chat.
/// <code>
/// await using var studio = new LmStudioClient(() => clients.CreateClient("lmstudio"), new() { BaseUrl = LmStudioAddress.Usual }, TimeProvider.System);
/// var loaded = await studio.LoadModelAsync(new LoadOptions("qwen/qwen3-4b") { ContextLength = 8192 }, progress => ..., stop);
/// await foreach (var chunk in studio.StreamChatAsync(new ChatCompletionRequest(loaded.Id, [new("user", "Hello")]), stop)) ...
/// </code>
/// <para>
/// Uses the WebSocket protocol where it is needed (progress, TTL, cancel, estimates) and the REST API where that is enough,
/// and falls back from one to the other, and to the older REST API, where an LM Studio does not have it. What it was found
/// not to have is remembered until its version changes.
/// </para>
/// <para>
/// Every call ends: by an answer, by an <see cref="LmStudioException"/> that says why in a sentence and in an
/// <see cref="LmStudioFailure"/>, or by cancellation. A refused token never leads to another interface. A lost connection
/// fails what waits on it at once, and the next call connects again. Safe for concurrent use.
/// </para>
/// </summary>
public sealed class LmStudioClient : IAsyncDisposable
{
    private readonly Func<HttpClient> _http;
    private readonly TimeProvider _time;
    private readonly KnownGaps _gaps;
    private readonly SocketNamespaces _sockets;
    private readonly SocketInventory _inventory;
    private readonly SocketEstimates _estimates;
    private readonly RestV1 _v1;
    private readonly RestV0 _v0;
    private readonly Loading _loading;
    private readonly ChatStream _chat;

    /// <param name="http">Gives a client per request, without a timeout of its own, as <c>IHttpClientFactory.CreateClient</c> does.</param>
    public LmStudioClient(Func<HttpClient> http, LmStudioOptions options, TimeProvider time)
    {
        (_http, Options, _time) = (http, options, time);
        _gaps = new KnownGaps(time) { AskVersion = token => AskVersionAsync(options.GreetingTimeout, token) };
        _sockets = new SocketNamespaces(http, options, _gaps, time);
        _inventory = new SocketInventory(_sockets);
        _estimates = new SocketEstimates(_sockets, options);
        var rest = new RestTransport(http, options, _gaps, time);
        (_v1, _v0) = (new RestV1(rest, options), new RestV0(rest, options));
        _loading = new Loading(this, new SocketLoad(_sockets, options), _v1, _v0, time);
        _chat = new ChatStream(rest, options, time);
    }

    public LmStudioOptions Options { get; }

    /// <summary>Whether an LM Studio is at the address: <c>GET /lmstudio-greeting</c> says <c>{"lmstudio":true}</c>. Never throws but when cancelled.</summary>
    public Task<bool> IsThereAsync(CancellationToken cancellationToken) => Probe.GreetsAsync(_http, Options.BaseUrl, Options.GreetingTimeout, _time, cancellationToken);

    /// <summary>Such as <c>0.4.16</c>; null when it does not say.</summary>
    public async Task<string?> GetVersionAsync(CancellationToken cancellationToken)
    {
        var version = await AskVersionAsync(Options.CallTimeout, cancellationToken);
        _gaps.Saw(version);
        return version;
    }

    /// <summary>
    /// What this LM Studio has, found by trying. Throws where it is unreachable or refuses the token, and
    /// <see cref="LmStudioFailure.Unsupported"/> where something answers that is no LM Studio.
    /// </summary>
    public Task<LmStudioCapabilities> DetectAsync(CancellationToken cancellationToken) =>
        new Detection(_sockets, _v1, _v0, _gaps).RunAsync(() => IsThereAsync(cancellationToken), () => GetVersionAsync(cancellationToken), cancellationToken);

    /// <summary>Every model on the disk, of both kinds, in LM Studio's order.</summary>
    public Task<IReadOnlyList<DownloadedModel>> ListDownloadedModelsAsync(CancellationToken cancellationToken) =>
        Fallback.FirstAsync<IReadOnlyList<DownloadedModel>>(
            async () => [.. (await _v1.ModelsAsync(cancellationToken)).Select(RestModels.Downloaded).OfType<DownloadedModel>()],
            async () => [.. (await _inventory.DownloadedAsync(cancellationToken)).Select(SocketModels.Downloaded).OfType<DownloadedModel>()],
            async () => V0Models.Downloaded(await _v0.ModelsAsync(cancellationToken)));

    /// <summary>Every instance in memory, of both kinds, whoever loaded it.</summary>
    public Task<IReadOnlyList<LoadedInstance>> ListLoadedAsync(CancellationToken cancellationToken) =>
        Fallback.FirstAsync<IReadOnlyList<LoadedInstance>>(
            () => _inventory.LoadedAsync(cancellationToken),
            async () => [.. (await _v1.ModelsAsync(cancellationToken)).SelectMany(RestModels.Loaded)],
            async () => V0Models.Loaded(await _v0.ModelsAsync(cancellationToken)));

    /// <summary>
    /// Loads a model and answers with the instance, its context as granted. Not idempotent: a second load makes a second
    /// instance, so look first. When cancelled, the load is stopped, and an instance that slipped through is unloaded.
    /// Over the REST API there is neither progress nor TTL: who asked must unload by himself. An LM Studio without either
    /// loads by a request of one token, with its own default TTL where none is given, and never a second instance.
    /// </summary>
    /// <param name="progressed">Called with 0 to 1 from the reading loop: return at once.</param>
    public Task<LoadedInstance> LoadModelAsync(LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken) =>
        _loading.RunAsync(load, progressed, cancellationToken);

    /// <summary>Frees an instance, in the middle of an answer too: see first that it is idle. Unsupported by LM Studios before 0.4.0 that have no WebSocket.</summary>
    public Task UnloadAsync(string instanceId, ModelKind kind, CancellationToken cancellationToken) => Fallback.FirstAsync(
        async () => await _v1.UnloadAsync(instanceId, cancellationToken),
        async () => await _sockets.CallAsync(SocketNamespaces.Of(kind), "unloadModel", new { identifier = instanceId }, cancellationToken));

    /// <summary>The machine's processor, memory and GPUs; null where this LM Studio cannot say. Takes seconds.</summary>
    public Task<HardwareSurvey?> SurveyHardwareAsync(CancellationToken cancellationToken) => _estimates.SurveyAsync(cancellationToken);

    /// <summary>What a load would take, before it is done; null where this LM Studio cannot say.</summary>
    public Task<MemoryEstimate?> EstimateAsync(LoadOptions load, CancellationToken cancellationToken)
    {
        load.Check();
        return _estimates.EstimateAsync(load, cancellationToken);
    }

    /// <summary>What an instance does just now; null where this LM Studio cannot say.</summary>
    public Task<InstanceActivity?> GetActivityAsync(string instanceId, ModelKind kind, CancellationToken cancellationToken) =>
        _estimates.ActivityAsync(instanceId, kind, cancellationToken);

    /// <summary>
    /// Downloads a model, and answers when it is there; at once where it is there already. When cancelled the download is
    /// stopped; where LM Studio cannot, or does not say that it did, it is a <see cref="DownloadContinuesException"/>.
    /// </summary>
    /// <param name="model">A name of LM Studio's catalog, such as <c>qwen/qwen3-4b</c>, or the address of a repository at <c>https://huggingface.co/</c>.</param>
    /// <param name="quantization">Such as <c>Q4_K_M</c>; null is LM Studio's choice.</param>
    /// <param name="progressed">Called from the reading loop: return at once.</param>
    public Task DownloadAsync(string model, string? quantization, Action<DownloadProgress>? progressed, CancellationToken cancellationToken) =>
        new Downloading(new SocketDownload(_sockets, Options), new RestDownload(_v1, Options, _time)).RunAsync(model, quantization, progressed, cancellationToken);

    /// <summary>
    /// The answer to a chat, as it is written. What another model answers than the one that was asked for, which LM Studio
    /// lets happen, is <see cref="LmStudioFailure.WrongModel"/>. Leaving the loop stops the answer in LM Studio.
    /// </summary>
    public IAsyncEnumerable<ChatChunk> StreamChatAsync(ChatCompletionRequest request, CancellationToken cancellationToken) => _chat.RunAsync(request, cancellationToken);

    /// <summary>What still waits on its connections fails as <see cref="LmStudioFailure.Unreachable"/>.</summary>
    public ValueTask DisposeAsync() => _sockets.DisposeAsync();

    private Task<string?> AskVersionAsync(TimeSpan timeout, CancellationToken cancellationToken) => new VersionQuery(_sockets, _gaps, _time).RunAsync(
        timeout, () => Probe.StatusAsync(_http, Options.BaseUrl, Options.GreetingTimeout, _time, cancellationToken), cancellationToken);
}
