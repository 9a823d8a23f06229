using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The hosts, kept up to date by the catalog's events; one subscription for a circuit that wants them.</summary>
internal sealed class HostFeed(HostClient hosts, TimeProvider time) : IDisposable
{
    private readonly SortedDictionary<string, SeenHost> _hosts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private Task? _following;

    public event Action? Changed;

    public IReadOnlyCollection<SeenHost> Hosts => _hosts.Values;

    public bool IsLoaded { get; private set; }

    public bool IsAway { get; private set; }

    public SeenHost? Find(string id) => _hosts.GetValueOrDefault(id);

    /// <summary>A host's name for people; its id where it is not known.</summary>
    public string NameOf(string id) => Find(id)?.Host.Name ?? id;

    /// <summary>Follows the events until the circuit ends; the first call starts it.</summary>
    public Task FollowAsync() => _following ??= new FeedLoop(time).FollowAsync(hosts.ChangesAsync, Apply, Away, _end.Token);

    /// <summary>What an answer said, before the events say it.</summary>
    public void Take(HostEntry host) => Apply(new HostChanged(host));

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private void Away()
    {
        IsAway = true;
        Changed?.Invoke();
    }

    private void Apply(HostNews news)
    {
        switch (news)
        {
            case HostsListed listed:
                _hosts.Clear();
                foreach (var host in listed.Hosts) _hosts[host.Id] = new SeenHost(host, time.GetUtcNow());
                IsLoaded = true;
                break;
            case HostChanged changed:
                _hosts[changed.Host.Id] = new SeenHost(changed.Host, time.GetUtcNow());
                break;
            case HostGone gone:
                _hosts.Remove(gone.Id);
                break;
        }

        IsAway = false;
        Changed?.Invoke();
    }
}

/// <param name="At">When its figures that count down were true.</param>
public sealed record SeenHost(HostEntry Host, DateTimeOffset At);
