using System.Text.Json;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Follows events of the catalog until the circuit ends: a stream that breaks is made again, sooner at first.</summary>
internal sealed class FeedLoop(TimeProvider time)
{
    /// <param name="away">The catalog does not answer: what is shown is what was last known.</param>
    public async Task FollowAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, Action<T> apply, Action away, CancellationToken end)
    {
        for (var failures = 0; !end.IsCancellationRequested;)
        {
            try
            {
                await foreach (var change in open(end))
                {
                    failures = 0;
                    apply(change);
                }
            }
            catch (Exception exception) when (exception is ServiceFailure or HttpRequestException or IOException or JsonException)
            {
                // Told below like an end without error: nothing is live any more.
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }

            // A stream that ended once is made again quietly.
            if (++failures > 1) away();
            if (!await PauseAsync(failures, end)) return;
        }
    }

    private async Task<bool> PauseAsync(int failures, CancellationToken end)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(15, 0.5 * Math.Pow(2, failures - 1))), time, end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
