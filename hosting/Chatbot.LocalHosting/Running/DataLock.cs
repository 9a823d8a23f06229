using System.Globalization;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Running;

/// <summary>One product on one data folder. The lock goes with the process, however that ends.</summary>
internal static class DataLock
{
    private static readonly TimeSpan TidyingTakesAtMost = TimeSpan.FromSeconds(20);

    public static async Task<IDisposable> TakeAsync(DataFolder data, CancellationToken cancellationToken)
    {
        FileStream held;
        try
        {
            held = new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var where = StateFile.ReadUrl(data.StateFile) is { } url ? $" at {url}" : "";
            throw new StartException($"Chatbot already runs on the data in {data.Path}{where}: use that one or stop it first; --throwaway or --data <folder> start another beside it (with WEB_PORT=0 or another port).");
        }

        await WaitForTidyingAsync(data.GuardFile, cancellationToken);
        return held;
    }

    // Whoever was killed a moment ago left its guard, which is ending the servers that use this data.
    private static async Task WaitForTidyingAsync(string guardFile, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TidyingTakesAtMost);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (GuardIsAlive(guardFile)) await timer.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartException($"An earlier run still ends its servers: try again in a moment (its guard is process {File.ReadAllText(guardFile).Trim()}).");
        }
    }

    private static bool GuardIsAlive(string guardFile) =>
        File.Exists(guardFile)
        && int.TryParse(File.ReadAllText(guardFile).Trim(), CultureInfo.InvariantCulture, out var id)
        && Unix.IsAlive(id);
}
