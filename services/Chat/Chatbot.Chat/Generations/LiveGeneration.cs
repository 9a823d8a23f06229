namespace Chatbot.Chat.Generations;

/// <summary>An answer that this replica is writing.</summary>
internal sealed class LiveGeneration(GenerationOrder order, GenerationLog log, Answer answer) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private Ending? _cancelledAs;

    public GenerationOrder Order => order;

    public GenerationLog Log => log;

    public Answer Answer => answer;

    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Why it was cancelled; null when it was not.</summary>
    public Ending? CancelledAs => _cancelledAs;

    /// <summary>Completes when the message is stored.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the answer with what it has; the first reason counts.</summary>
    public void Cancel(Ending ending)
    {
        if (Interlocked.CompareExchange(ref _cancelledAs, ending, null) is not null) return;
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    public void Dispose() => _cancel.Dispose();
}
