namespace Chatbot.Bench.Running;

internal static class Waiting
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    /// <summary>Throws what was waited for where it does not come about in time.</summary>
    public static async Task UntilAsync(Func<CancellationToken, Task<bool>> holds, string what, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(atMost);
        using var timer = new PeriodicTimer(Often);
        try
        {
            while (!await holds(deadline.Token)) await timer.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {atMost.TotalSeconds:0} s: {what}.");
        }
    }
}
