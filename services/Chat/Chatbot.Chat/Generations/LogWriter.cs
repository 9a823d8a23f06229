using System.Threading.Channels;

namespace Chatbot.Chat.Generations;

/// <summary>
/// Carries what generations append to the store: all of them together at most every 20 ms, at once when it was idle.
/// While the store is away the logs grow in memory, and go on from what the store has when it is back.
/// </summary>
internal sealed partial class LogWriter(IGenerationLogStore store, TimeProvider time, ILogger<LogWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private readonly Channel<GenerationLog> _changed = Channel.CreateUnbounded<GenerationLog>(new() { SingleReader = true });
    private bool _away;

    /// <summary>The log has something to write.</summary>
    public void Changed(GenerationLog log) => _changed.Writer.TryWrite(log);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _changed.Reader.WaitToReadAsync(stoppingToken))
        {
            var started = time.GetTimestamp();
            var logs = new HashSet<GenerationLog>();
            while (_changed.Reader.TryRead(out var log)) logs.Add(log);

            var written = await Task.WhenAll(logs.Select(WriteAsync));
            Tell(away: written.Contains(false));
            var rest = (_away ? Retry : Pace) - time.GetElapsedTime(started);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, time, stoppingToken);
        }
    }

    private async Task<bool> WriteAsync(GenerationLog log)
    {
        if (log.Pending() is not { } batch) return true;
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
