using System.Collections.Concurrent;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Downloads that run.</summary>
internal sealed partial class Downloads(StudioLink link, ILogger<Downloads> logger)
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = [];

    public void Start(StartDownload download, HostActor actor)
    {
        var stop = _running[download.OperationId] = new CancellationTokenSource();
        _ = RunAsync(download, actor, stop.Token);
    }

    public void Cancel(Guid operationId, HostActor actor)
    {
        if (_running.TryGetValue(operationId, out var running)) _ = running.CancelAsync();
        // Nothing runs that could say that it ended.
        else actor.Post(new DownloadEnded(operationId, null, null, Cancelled: true));
    }

    private async Task RunAsync(StartDownload download, HostActor actor, CancellationToken stop)
    {
        await Task.Yield();
        actor.Post(await AttemptAsync(download, actor, stop));
        _running.TryRemove(download.OperationId, out _);
    }

    private async Task<DownloadEnded> AttemptAsync(StartDownload download, HostActor actor, CancellationToken stop)
    {
        var id = download.OperationId;
        if (link.Current?.Client is not { } client) return new DownloadEnded(id, FailureReasons.LmStudioUnreachable, "LM Studio was not found yet.");
        try
        {
            LogStarted(download.Model);
            await client.DownloadAsync(download.Model, download.Quantization, progress => actor.Post(new DownloadProgressed(id, Math.Round(progress.Fraction ?? 0, 3))), stop);
            return new DownloadEnded(id, null, null);
        }
        catch (DownloadContinuesException)
        {
            return new DownloadEnded(id, FailureReasons.NotSupported, "This LM Studio can't stop a download: it goes on in LM Studio and can be stopped in its own window.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new DownloadEnded(id, null, null, Cancelled: true);
        }
        catch (LmStudioException exception)
        {
            LogFailed(download.Model, exception.Message);
            return new DownloadEnded(id, Reasons.Of(exception.Failure), Sentences.Of(exception));
        }
        catch (Exception exception)
        {
            LogUnexpected(exception);
            return new DownloadEnded(id, FailureReasons.DownloadFailed, "The model could not be downloaded because of a fault in the agent.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Downloading {Model}.")]
    private partial void LogStarted(string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} could not be downloaded: {Reason}")]
    private partial void LogFailed(string model, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault while downloading.")]
    private partial void LogUnexpected(Exception exception);
}
