using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>
/// The owner's copy of a generation's log. Parts are numbered from 1; a part is shown to readers only once the store
/// has it, so that whatever was seen can be seen again after this process is gone.
/// </summary>
/// <param name="earlier">What the store has of an earlier owner.</param>
internal sealed class GenerationLog(GenerationId id, int epoch, params IReadOnlyList<ReadOnlyMemory<byte>> earlier)
{
    private const int LargestWrite = 1000;

    // Up to the first words of an answer that needs no loading.
    private const int Opening = 8;

    private readonly Lock _lock = new();
    private readonly LogParts _parts = new(earlier);
    private TaskCompletionSource _moved = NewSignal();
    private int _stored = earlier.Count;
    private int _shown = earlier.Count;
    private bool _ended;
    private bool _lost;
    private bool _abandoned;

    public GenerationId Id => id;

    public int Epoch => epoch;

    /// <summary>Number of the last part.</summary>
    public int Last
    {
        get { lock (_lock) return _parts.Count; }
    }

    /// <summary>Somebody looks at an empty message still.</summary>
    public bool IsBeginning => Last <= Opening;

    /// <summary>The store is no longer waited for.</summary>
    public bool Abandoned
    {
        get { lock (_lock) return _abandoned; }
    }

    /// <summary>Another owner has taken over: what is appended here counts for nothing.</summary>
    public bool Lost
    {
        get { lock (_lock) return _lost; }
    }

    public void Append(ReadOnlyMemory<byte> part, bool last = false)
    {
        lock (_lock)
        {
            if (_ended) throw new InvalidOperationException("The log has ended.");
            _parts.Add(part.Span);
            _ended = last;
        }
    }

    /// <summary>What the store does not have yet; null when it has all.</summary>
    public LogBatch? Pending()
    {
        lock (_lock)
        {
            var count = Math.Min(_parts.Count - _stored, LargestWrite);
            if (count == 0 || _lost) return null;
            return new LogBatch(_stored + 1, _parts.Range(_stored, count), _ended && _stored + count == _parts.Count);
        }
    }

    /// <summary>The store has parts up to <paramref name="last"/>: fewer than before when it lost some, which are then pending again.</summary>
    public void Stored(int last)
    {
        lock (_lock)
        {
            _stored = Math.Clamp(last, 0, _parts.Count);
            Show(_stored);
        }
    }

    /// <summary>The store refused a write of this epoch.</summary>
    public void Lose()
    {
        lock (_lock)
        {
            _lost = true;
            Signal();
        }
    }

    /// <summary>Shows everything without the store: the whole message is kept elsewhere.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _abandoned = true;
            Show(_parts.Count);
        }
    }

    /// <summary>Completes once the ended log is stored, or another owner has taken over.</summary>
    public async Task SettledAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_lost || (_ended && _stored == _parts.Count)) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The parts after <paramref name="after"/> as they may be shown; where there are none yet, what to wait for: null where nothing comes any more.</summary>
    public (LogBatch? Batch, Task? Moved) Next(int after)
    {
        lock (_lock)
        {
            var ended = _ended && _shown == _parts.Count;
            if (after < _shown) return (new LogBatch(after + 1, _parts.Range(after, _shown - after), ended), null);
            if (ended) return (new LogBatch(after + 1, [], true), null);
            return (null, _lost ? null : _moved.Task);
        }
    }

    private void Show(int upTo)
    {
        if (upTo > _shown) _shown = upTo;
        Signal();
    }

    private void Signal()
    {
        var moved = _moved;
        _moved = NewSignal();
        moved.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
