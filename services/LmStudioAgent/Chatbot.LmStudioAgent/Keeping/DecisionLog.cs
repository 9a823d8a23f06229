using System.Text.Json;
using System.Threading.Channels;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Keeping;

/// <summary>
/// Everything that happened and what was decided on it, to be played again: a file begins with the state,
/// <c>{"state":{...}}</c>, then <c>{"event":{"$type":"LoadRequested",...},"effects":["StartLoad"]}</c> for each event. Holds
/// people's ids and models' names, and no word of what was said. Two files of at most 16 MB are kept.
/// </summary>
internal sealed partial class DecisionLog(AgentFolder folder, TimeProvider time, ILogger<DecisionLog> logger) : BackgroundService
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const int MostWaiting = 20_000;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private int _gap = 1;

    /// <summary>Called by the actor alone, after each decision.</summary>
    public void Write(HostState before, HostEvent happened, HostState after, IReadOnlyList<HostEffect> effects)
    {
        if (ReferenceEquals(before, after) && effects.Count == 0) return;
        // A disk that does not keep up costs the log a gap, after which it begins anew with the state.
        // The writer of the file tells of a gap of its own at the same time: neither may be lost for the other's sake.
        var begins = Interlocked.Exchange(ref _gap, 0) == 1;
        var entry = new Entry(begins ? before : null, after, happened, [.. effects.Select(effect => effect.GetType().Name)]);
        if (!_entries.Writer.TryWrite(entry)) Volatile.Write(ref _gap, 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _entries.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await AppendAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogGap(folder.Decisions, exception.Message);
                await Task.Delay(AfterFailure, time, stoppingToken);
                // What came meanwhile is not worth its memory; the log goes on with the state as it will be.
                while (_entries.Reader.TryRead(out _)) { }
                Volatile.Write(ref _gap, 1);
            }
        }
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (new FileInfo(folder.Decisions) is { Exists: true, Length: >= MostBytes }) File.Move(folder.Decisions, folder.FormerDecisions, overwrite: true);
        await using var file = new FileStream(folder.Decisions, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete);
        while (file.Length < MostBytes && _entries.Reader.TryRead(out var entry))
        {
            if (entry.Before is not null) await BeginAsync(file, entry.Before, cancellationToken);
            await WriteAsync(file, new { @event = entry.Happened, effects = entry.Effects }, cancellationToken);
            if (file.Length >= MostBytes) await BeginAnewAsync(file, entry.After, cancellationToken);
        }
    }

    // After whatever line a former life of the agent did not end.
    private static Task BeginAsync(FileStream file, HostState state, CancellationToken cancellationToken)
    {
        if (file.Length > 0) file.WriteByte((byte)'\n');
        return WriteAsync(file, new { state }, cancellationToken);
    }

    private async Task BeginAnewAsync(FileStream full, HostState state, CancellationToken cancellationToken)
    {
        await full.FlushAsync(cancellationToken);
        File.Move(folder.Decisions, folder.FormerDecisions, overwrite: true);
        await using var file = new FileStream(folder.Decisions, FileMode.Create, FileAccess.Write);
        await WriteAsync(file, new { state }, cancellationToken);
    }

    private static async Task WriteAsync(FileStream file, object line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(file, line, Replay.Json, cancellationToken);
        file.WriteByte((byte)'\n');
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} can't be written just now, and has a gap: {Reason}")]
    private partial void LogGap(string file, string reason);

    private sealed record Entry(HostState? Before, HostState After, HostEvent Happened, string[] Effects);
}
