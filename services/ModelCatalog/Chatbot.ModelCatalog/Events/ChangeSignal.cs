namespace Chatbot.ModelCatalog.Events;

/// <summary>
/// Tells any number of waiters that something changed. Take <see cref="Next"/> before reading what may change: then no change
/// is missed, and many changes while one is busy are one.
/// </summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = Fresh();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
