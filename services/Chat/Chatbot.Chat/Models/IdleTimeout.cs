namespace Chatbot.Chat.Models;

/// <summary>Cancels after a time of silence that every chunk begins anew; there is no limit to the whole.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _idle;
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;

    public IdleTimeout(TimeSpan idle, CancellationToken caller)
    {
        _idle = idle;
        _caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        Reset();
    }

    public CancellationToken Token => _source.Token;

    /// <summary>It was silence that cancelled, not the caller.</summary>
    public bool Elapsed => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <param name="idle">Another time than that of the others, for this silence.</param>
    public void Reset(TimeSpan? idle = null) => _source.CancelAfter(idle ?? _idle);

    public void Dispose() => _source.Dispose();
}
