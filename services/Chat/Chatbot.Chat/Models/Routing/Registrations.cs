using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>What was fixed when hosts were enrolled. It stands above what their agents say of themselves.</summary>
internal sealed class Registrations(TimeProvider time)
{
    // The catalog says it again every 30 s, as long as the host stays removed.
    private static readonly TimeSpan RemovalHolds = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (HostRegistered Said, long HeardAt)> _hosts = new();

    public void Apply(HostRegistered registered) => _hosts[registered.HostId] = (registered, time.GetTimestamp());

    public bool IsRemoved(string host) =>
        _hosts.TryGetValue(host, out var known) && known.Said.Removed && time.GetElapsedTime(known.HeardAt) < RemovalHolds;

    /// <summary>Null for a host without enrolment.</summary>
    public Uri? AddressOf(string host) => _hosts.TryGetValue(host, out var known) && !known.Said.Removed ? known.Said.Address : null;

    /// <summary>The certificate, in lower-case hex, that an agent at this address must show; null where none is pinned.</summary>
    public string? PinOf(Uri address) => _hosts.Values
        .Select(known => known.Said)
        .FirstOrDefault(said => !said.Removed && said.CertificateSha256 is not null && Uri.Compare(said.Address, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
        ?.CertificateSha256;
}
