namespace Chatbot.LmStudioSimulator.Access;

/// <summary>The first passkey that comes with an identifier is the one for it, as long as any socket of that client is open.</summary>
internal sealed class TrustedClients
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Passkey, int Sockets)> _clients = [];

    /// <summary>Null for another passkey; disposed when the socket closes.</summary>
    public IDisposable? Enter(string identifier, string passkey)
    {
        lock (_gate)
        {
            var known = _clients.GetValueOrDefault(identifier, (Passkey: passkey, Sockets: 0));
            if (known.Passkey != passkey) return null;
            _clients[identifier] = (passkey, known.Sockets + 1);
            return new Entry(this, identifier);
        }
    }

    private void Leave(string identifier)
    {
        lock (_gate)
        {
            var (passkey, sockets) = _clients[identifier];
            if (sockets == 1) _clients.Remove(identifier);
            else _clients[identifier] = (passkey, sockets - 1);
        }
    }

    private sealed class Entry(TrustedClients clients, string identifier) : IDisposable
    {
        public void Dispose() => clients.Leave(identifier);
    }
}
