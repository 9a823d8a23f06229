using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Downloads;

/// <summary>The downloads of a host. A model is downloaded once at a time, however often it is asked for.</summary>
internal sealed class HostDownloads(SimulatedHost host, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Download> _downloads = [];

    public IReadOnlyList<Download> All
    {
        get
        {
            lock (_gate) return [.. _downloads];
        }
    }

    public Download? Find(string jobId) => All.FirstOrDefault(download => download.JobId == jobId);

    public bool Has(SimulatedModel model) => host.Models.Any(downloaded => downloaded.Variant == model.Variant);

    /// <summary>The download of that model, and whether it is for the caller to run it: it is new, or goes on where it was paused.</summary>
    public (Download Download, bool Mine) Start(SimulatedModel model)
    {
        lock (_gate)
        {
            var download = _downloads.Find(other => other.Model.Variant == model.Variant && other.Status is Download.Downloading or Download.Paused);
            if (download is { Status: Download.Downloading }) return (download, false);
            if (download is null) _downloads.Add(download = new Download(model, host, time));
            download.Begin();
            return (download, true);
        }
    }

    /// <summary>LM Studio went down: nothing goes on by itself.</summary>
    public void PauseAll()
    {
        foreach (var download in All) download.Pause();
    }

    /// <summary>What was cancelled leaves nothing on the disk.</summary>
    public void Forget(Download download)
    {
        lock (_gate) _downloads.Remove(download);
    }
}
