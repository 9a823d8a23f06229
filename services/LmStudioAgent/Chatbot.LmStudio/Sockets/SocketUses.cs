namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// Who uses a socket. LM Studio sends five warnings on a connection and then says nothing more of unknown endpoints; so a
/// socket that has seen four takes no new use, no more untried endpoints run on it at once than it has warnings left for,
/// and once it takes no new use it is closed as soon as nobody uses it.
/// </summary>
internal sealed class SocketUses(Action close)
{
    private const int MostWarnings = 4;
    private readonly Lock _gate = new();
    private int _warnings;
    private int _running;
    private int _untried;
    private bool _retired;

    /// <summary>Null where a new socket is needed.</summary>
    /// <param name="untried">The endpoint has never worked here.</param>
    public IDisposable? TryTake(bool untried)
    {
        lock (_gate)
        {
            if (_retired || _warnings + (untried ? _untried : 0) >= MostWarnings) return null;
            _running++;
            if (untried) _untried++;
            return new Use(this, untried);
        }
    }

    public void Warned()
    {
        lock (_gate) _warnings++;
    }

    public void Retire()
    {
        bool idle;
        lock (_gate)
        {
            _retired = true;
            idle = _running == 0;
        }

        if (idle) close();
    }

    private void End(bool untried)
    {
        bool idle;
        lock (_gate)
        {
            _running--;
            if (untried) _untried--;
            idle = _retired && _running == 0;
        }

        if (idle) close();
    }

    private sealed class Use(SocketUses uses, bool untried) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) uses.End(untried);
        }
    }
}
