using System.Collections.Concurrent;

namespace Chatbot.LmStudio.Capabilities;

/// <summary>
/// What this LM Studio was found not to have. It is not asked for again before another version is seen: over the WebSocket
/// only the first five unknown endpoints of a connection are answered at all. Silence is no finding.
/// </summary>
internal sealed class KnownGaps(TimeProvider time)
{
    private static readonly TimeSpan ReviewInterval = TimeSpan.FromMinutes(1);

    // Where LM Studio does not say its version, a newer one is found by trying again.
    private static readonly TimeSpan MemoryWithoutVersion = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, string> _missing = [];
    private readonly ConcurrentDictionary<string, bool> _proven = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _reviewed;
    private DateTimeOffset _forgotten = time.GetUtcNow();
    private volatile bool _doubted = true;
    private bool _asked;
    private string? _version;
    private Task? _reviewing;

    /// <summary>Asks LM Studio for its version, without remembering gaps.</summary>
    public required Func<CancellationToken, Task<string?>> AskVersion { get; init; }

    public IReadOnlyList<string> Missing => [.. _missing.Keys.Order(StringComparer.Ordinal)];

    /// <summary>It has worked here before.</summary>
    public bool IsProven(string what) => _proven.ContainsKey(what);

    /// <summary>It is known to be missing, and there is no reason to look again by now.</summary>
    public bool IsMissing(string what) => _missing.ContainsKey(what) && !IsDue;

    /// <summary>The connection was lost or made anew: another version may run there now.</summary>
    public void Doubt() => _doubted = true;

    public void Saw(string? version)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var isAnother = _asked && version is not null && version != _version;
            if (isAnother || (version is null && now - _forgotten >= MemoryWithoutVersion))
            {
                _missing.Clear();
                _proven.Clear();
                _forgotten = now;
            }

            (_version, _asked, _reviewed, _doubted) = (version ?? _version, true, now, false);
        }
    }

    /// <summary>Found missing by other means than <see cref="TryAsync"/>.</summary>
    public void Note(string what, LmStudioException exception) => _missing[what] = exception.Message;

    public async Task<T> TryAsync<T>(string what, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        if (_missing.ContainsKey(what)) await ReviewAsync(cancellationToken);
        if (_missing.TryGetValue(what, out var why)) throw new LmStudioException(LmStudioFailure.Unsupported, why) { IsMissing = true };
        try
        {
            var result = await attempt();
            _proven[what] = true;
            return result;
        }
        catch (LmStudioException exception) when (exception.IsMissing)
        {
            // So that it is known which version it is missing from.
            await ReviewAsync(cancellationToken);
            Note(what, exception);
            throw;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unreachable)
        {
            Doubt();
            throw;
        }
    }

    private bool IsDue => _doubted || time.GetUtcNow() - _reviewed >= ReviewInterval;

    /// <summary>Who needs the version waits for the same answer.</summary>
    private async Task ReviewAsync(CancellationToken cancellationToken)
    {
        Task reviewing;
        lock (_gate)
        {
            if (!IsDue) return;
            reviewing = _reviewing ??= ReviewAsync();
        }

        await reviewing.WaitAsync(cancellationToken);
    }

    private async Task ReviewAsync()
    {
        // Not before it stands in its field.
        await Task.Yield();
        try
        {
            Saw(await AskVersion(CancellationToken.None));
        }
        catch (LmStudioException)
        {
            // Nothing was learned; what was found of it before holds.
        }
        finally
        {
            lock (_gate) _reviewing = null;
        }
    }
}
