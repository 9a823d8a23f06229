using System.Threading.Channels;

namespace Chatbot.Chat.Generations;

/// <summary>
/// Carries what generations append to the store: all of them together at most every 20 ms (more where they are many), at once
/// when it was idle or when a person waits for an answer's first words. While the store is away the logs grow in memory, and go on from what the store has when it is back.
/// </summary>
internal sealed partial class LogWriter(IGenerationLogStore store, TimeProvider time, ILogger<LogWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    // Each log's write has its price, whatever is in it: hundreds of answers are written less often, and still often enough to
    // be read as they come.
    private static readonly TimeSpan PaceForEach = TimeSpan.FromMilliseconds(0.4);
    private static readonly TimeSpan LongestPace = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private readonly Channel<GenerationLog> _changed = Channel.CreateUnbounded<GenerationLog>(new() { SingleReader = true });
    private volatile TaskCompletionSource _hurry = NewSignal();
    private volatile bool _away;

    /// <summary>The log has something to write.</summary>
    public void Changed(GenerationLog log)
    {
        // First, so that the rest which it ends is not the one after this write.
        if (log.IsBeginning && !_away) _hurry.TrySetResult();
        _changed.Writer.TryWrite(log);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _changed.Reader.WaitToReadAsync(stoppingToken))
        {
            var started = time.GetTimestamp();
            _hurry = NewSignal();
            var logs = new HashSet<GenerationLog>();
            while (_changed.Reader.TryRead(out var log)) logs.Add(log);

            var written = await Task.WhenAll(logs.Select(WriteAsync));
            // One log that cannot be written slows none of the others down.
            if (written.Any(outcome => outcome is not null)) Tell(away: !written.Contains(true));
            var rest = (_away ? Retry : PaceOf(logs.Count)) - time.GetElapsedTime(started);
            if (rest > TimeSpan.Zero) await RestAsync(rest, stoppingToken);
        }
    }

    private static TimeSpan PaceOf(int logs) => TimeSpan.FromTicks(Math.Clamp(logs * PaceForEach.Ticks, Pace.Ticks, LongestPace.Ticks));

    private async Task RestAsync(TimeSpan rest, CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(_hurry.Task, Task.Delay(rest, time, ended.Token));
        await ended.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null where there was nothing to write, false where the store was away.
    private async Task<bool?> WriteAsync(GenerationLog log)
    {
        if (log.Pending() is not { } batch) return null;
        try
        {
            if (await store.AppendAsync(log.Id, log.Epoch, batch) is { } last) log.Stored(last);
            else log.Lose();
            if (log.Pending() is not null) Changed(log);
            return true;
        }
        catch (LogStoreUnavailableException)
        {
            if (!log.Abandoned) Changed(log);
            return false;
        }
    }

    private void Tell(bool away)
    {
        if (away && !_away) LogAway();
        if (!away && _away) LogBack();
        _away = away;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away: answers go on in memory, and are shown when it is back.")]
    private partial void LogAway();

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back: the logs of running answers are written again.")]
    private partial void LogBack();
}
