namespace Chatbot.LmStudioAgent;

/// <summary>Wakes one loop: however often it is set before the loop comes round, it comes round once.</summary>
internal sealed class Nudge : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _lock = new();

    public void Set()
    {
        lock (_lock)
        {
            if (_set.CurrentCount == 0) _set.Release();
        }
    }

    /// <summary>True when it was set, false when the time was over first.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _set.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _set.WaitAsync(cancellationToken);

    public void Dispose() => _set.Dispose();
}
