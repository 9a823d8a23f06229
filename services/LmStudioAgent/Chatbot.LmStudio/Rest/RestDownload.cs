using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>A download as a job of LM Studio's that is looked at now and then. It cannot be stopped from here.</summary>
internal sealed class RestDownload(RestV1 rest, LmStudioOptions options, TimeProvider time)
{
    public async Task<bool> RunAsync(string model, string? quantization, Action<DownloadProgress>? progressed, CancellationToken cancellationToken)
    {
        var state = await StartAsync(model, quantization, cancellationToken);
        var jobId = state.Text("job_id");
        var moved = time.GetTimestamp();
        var last = default(JsonElement);
        while (true)
        {
            if (IsDone(state, model, progressed)) return true;
            if (jobId is null) throw new LmStudioException(LmStudioFailure.DownloadFailed, $"LM Studio does not say how the download of {model} goes on.");
            if (last.ValueKind == JsonValueKind.Undefined || HasMoved(last, state)) moved = time.GetTimestamp();
            if (time.GetElapsedTime(moved) >= options.DownloadSilenceTimeout) throw Stuck(model, state);
            last = state;
            state = await LookAsync(jobId, model, cancellationToken) ?? last;
        }
    }

    private async Task<JsonElement> StartAsync(string model, string? quantization, CancellationToken cancellationToken)
    {
        try
        {
            return await rest.DownloadAsync(model, quantization, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new DownloadContinuesException(model, cancellationToken);
        }
    }

    private static bool IsDone(JsonElement state, string model, Action<DownloadProgress>? progressed)
    {
        switch (state.Text("status"))
        {
            case "completed" or "already_downloaded":
                return true;
            case "failed":
                var why = state.Text("error") ?? state.Field("error")?.Text("message") ?? "it does not say why";
                throw new LmStudioException(LmStudioFailure.DownloadFailed, $"LM Studio could not download {model}: {why}.");
            default:
                var (done, total) = (state.Long("downloaded_bytes"), state.Long("total_size_bytes"));
                progressed?.Invoke(new DownloadProgress(done is { } bytes && total > 0 ? Math.Clamp((double)bytes / total.Value, 0, 1) : null, done, total, state.Number("bytes_per_second")));
                return false;
        }
    }

    private static bool HasMoved(JsonElement last, JsonElement state) =>
        last.Long("downloaded_bytes") != state.Long("downloaded_bytes") || last.Text("status") != state.Text("status");

    private LmStudioException Stuck(string model, JsonElement state) => new(
        LmStudioFailure.TimedOut,
        state.Text("status") == "paused"
            ? $"The download of {model} is paused in LM Studio."
            : $"The download of {model} has not moved for {options.DownloadSilenceTimeout.TotalSeconds:0} s. LM Studio may still go on with it.");

    /// <summary>Null where LM Studio does not answer just now; how long that may be is the caller's to judge.</summary>
    private async Task<JsonElement?> LookAsync(string jobId, string model, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.DownloadPollInterval, time, cancellationToken);
            return await rest.DownloadStatusAsync(jobId, cancellationToken);
        }
        catch (LmStudioException exception) when (exception.Failure is LmStudioFailure.TimedOut or LmStudioFailure.Unreachable or LmStudioFailure.Refused)
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new DownloadContinuesException(model, cancellationToken);
        }
    }
}
