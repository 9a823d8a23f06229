using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Downloads;

/// <summary>A model on its way to the disk: takes time by its size, and is downloaded when it ends well.</summary>
internal sealed class Download(SimulatedModel model, SimulatedHost host, TimeProvider time)
{
    public const string Downloading = "downloading";
    public const string Paused = "paused";
    public const string Completed = "completed";
    public const string Failed = "failed";

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(75);

    private volatile bool _pausing;

    public string JobId { get; } = $"job_{Guid.CreateVersion7():n}";

    public SimulatedModel Model => model;

    public string Status { get; private set; } = Paused;

    public long TotalBytes => model.SizeBytes;

    public long DownloadedBytes { get; private set; }

    public double BytesPerSecond => host.Options.DownloadBytesPerSecond;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>What came until now stays.</summary>
    public void Pause() => _pausing = true;

    public void Begin()
    {
        _pausing = false;
        Status = Downloading;
    }

    /// <summary>From where it stopped the last time.</summary>
    public async Task RunAsync(Func<Download, ValueTask> progressed, CancellationToken cancellationToken)
    {
        var fault = host.Faults.Take(faults => faults.FailDownload, fault => fault.Model is null || fault.Model == model.Key);
        try
        {
            await PassAsync((long)(TotalBytes * (fault?.At ?? 1)), progressed, cancellationToken);
            if (fault is not null) throw new HostRefusal(RefusalKind.DownloadFailed, "The download failed: the connection was lost.");
            (Status, CompletedAt) = (Completed, time.GetUtcNow());
            host.Models.Add(model);
        }
        catch (OperationCanceledException)
        {
            Status = Paused;
            throw;
        }
        catch (HostRefusal)
        {
            (Status, CompletedAt) = (Failed, time.GetUtcNow());
            throw;
        }
    }

    private async Task PassAsync(long until, Func<Download, ValueTask> progressed, CancellationToken cancellationToken)
    {
        var (start, before) = (time.GetTimestamp(), DownloadedBytes);
        while (BytesPerSecond > 0 && DownloadedBytes < until)
        {
            if (_pausing) throw new OperationCanceledException("LM Studio was shut down.");
            await progressed(this);
            var rest = TimeSpan.FromSeconds((until - DownloadedBytes) / BytesPerSecond);
            await Task.Delay(rest < ProgressEvery ? rest + TimeSpan.FromMilliseconds(1) : ProgressEvery, time, cancellationToken);
            DownloadedBytes = Math.Min(until, before + (long)(time.GetElapsedTime(start).TotalSeconds * BytesPerSecond));
        }

        cancellationToken.ThrowIfCancellationRequested();
        DownloadedBytes = until;
        await progressed(this);
    }
}
