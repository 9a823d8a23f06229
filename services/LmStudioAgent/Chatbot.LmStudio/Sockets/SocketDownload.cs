using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// A download by channel: <c>{"type":"downloadProgress","update":{"downloadedBytes","totalBytes","speedBytesPerSecond"}}</c>
/// as it goes, <c>startFinalizing</c>, <c>success</c>; the client may send <c>cancel</c>.
/// </summary>
internal sealed class SocketDownload(SocketNamespaces sockets, LmStudioOptions options)
{
    public async Task<bool> RunAsync(string model, string? quantization, Action<DownloadProgress>? progressed, CancellationToken cancellationToken)
    {
        var option = DownloadOptions.Choose(await OptionsAsync(model, cancellationToken), model, quantization);
        if (await IsThereAsync(option.Text("indexedModelIdentifier"), cancellationToken)) return true;
        var creation = new { downloadIdentifier = option.Text("downloadIdentifier") };
        return await sockets.WithChannelAsync(
            SocketNamespaces.Repository, "downloadModel", creation, LmStudioFailure.DownloadFailed, channel => FollowAsync(channel, model, progressed, cancellationToken), cancellationToken);
    }

    private async Task<bool> FollowAsync(SocketChannel channel, string model, Action<DownloadProgress>? progressed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in channel.ReadAsync(options.DownloadSilenceTimeout, cancellationToken))
            {
                switch (message.Text("type"))
                {
                    case "downloadProgress":
                        progressed?.Invoke(Progress(message.Field("update") ?? message));
                        break;
                    case "success":
                        return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            if (!await channel.CancelAsync()) throw new DownloadContinuesException(model, cancellationToken);
            throw;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.TimedOut)
        {
            await channel.CancelAsync();
            throw;
        }

        throw new LmStudioException(LmStudioFailure.DownloadFailed, $"LM Studio ended the download of {model} without saying why.");
    }

    private static DownloadProgress Progress(JsonElement update)
    {
        var (done, total) = (update.Long("downloadedBytes"), update.Long("totalBytes"));
        return new DownloadProgress(done is { } bytes && total > 0 ? Math.Clamp((double)bytes / total.Value, 0, 1) : null, done, total, update.Number("speedBytesPerSecond"));
    }

    private async Task<JsonElement[]> OptionsAsync(string model, CancellationToken cancellationToken)
    {
        try
        {
            var parameter = new { modelSearchResultIdentifier = DownloadOptions.IdentifierOf(model) };
            var answer = await sockets.CallAsync(SocketNamespaces.Repository, "getModelDownloadOptions", parameter, cancellationToken);
            return [.. (answer ?? default).Items("results")];
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Refused)
        {
            throw DownloadOptions.Unknown(model, exception);
        }
    }

    /// <summary>What a download would put there is there.</summary>
    private async Task<bool> IsThereAsync(string? indexedIdentifier, CancellationToken cancellationToken)
    {
        if (indexedIdentifier is null) return false;
        try
        {
            var models = await sockets.CallAsync(SocketNamespaces.System, "listDownloadedModels", null, cancellationToken);
            return models is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Any(model => model.Text("indexedModelIdentifier") == indexedIdentifier);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return false;
        }
    }
}
