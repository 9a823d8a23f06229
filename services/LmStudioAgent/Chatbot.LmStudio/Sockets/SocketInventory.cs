using System.Collections.Concurrent;
using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>What is downloaded and what is in memory, over the WebSocket.</summary>
internal sealed class SocketInventory(SocketNamespaces sockets)
{
    // Of an instance, by LM Studio's reference to it: its load settings do not change as long as it lives.
    private ConcurrentDictionary<string, int?> _parallel = [];

    public async Task<IReadOnlyList<JsonElement>> DownloadedAsync(CancellationToken cancellationToken) =>
        Elements(await sockets.CallAsync(SocketNamespaces.System, "listDownloadedModels", null, cancellationToken));

    public async Task<IReadOnlyList<LoadedInstance>> LoadedAsync(CancellationToken cancellationToken)
    {
        var llms = Elements(await sockets.CallAsync(SocketNamespaces.Of(ModelKind.Llm), "listLoaded", null, cancellationToken));
        var embeddings = Elements(await sockets.CallAsync(SocketNamespaces.Of(ModelKind.Embedding), "listLoaded", null, cancellationToken));
        var parallel = await ParallelAsync(llms, cancellationToken);
        return
        [
            .. llms.Select(instance => SocketModels.Loaded(instance, ModelKind.Llm) is { } loaded ? loaded with { Parallel = Of(parallel, instance) } : null).OfType<LoadedInstance>(),
            .. embeddings.Select(instance => SocketModels.Loaded(instance, ModelKind.Embedding)).OfType<LoadedInstance>(),
        ];
    }

    private static int? Of(ConcurrentDictionary<string, int?> parallel, JsonElement instance) =>
        instance.Text("instanceReference") is { } reference ? parallel.GetValueOrDefault(reference) : null;

    private static JsonElement[] Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray()]
            : throw new LmStudioException(LmStudioFailure.Unsupported, "This LM Studio answers with something else than a list.");

    /// <summary>Asks once for each instance; those that are gone are forgotten.</summary>
    private async Task<ConcurrentDictionary<string, int?>> ParallelAsync(JsonElement[] instances, CancellationToken cancellationToken)
    {
        var known = _parallel;
        var now = new ConcurrentDictionary<string, int?>();
        var silent = false;
        foreach (var reference in instances.Select(instance => instance.Text("instanceReference")).OfType<string>())
        {
            if (known.TryGetValue(reference, out var parallel)) now[reference] = parallel;
            else if (!silent) (now[reference], silent) = await AskAsync(reference, cancellationToken);
        }

        return _parallel = now;
    }

    private async Task<(int? Parallel, bool Silent)> AskAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            var specifier = new { type = "instanceReference", instanceReference = reference };
            var config = await sockets.CallAsync(SocketNamespaces.Of(ModelKind.Llm), "getLoadConfig", new { specifier }, cancellationToken);
            return (config is { } given ? LoadConfig.Parallel(given) : null, false);
        }
        catch (LmStudioException exception) when (exception.Failure != LmStudioFailure.Unauthorized)
        {
            // It is gone again, or LM Studio does not say: the list is worth more than this.
            return (null, exception.Failure == LmStudioFailure.TimedOut);
        }
    }
}
