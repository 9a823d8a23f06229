using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary><c>GET /api/hosts/events</c>: <c>hosts</c> with all of them, then <c>host</c> and <c>host-removed</c>.</summary>
internal static class FollowHosts
{
    public static LiveResult Handle(Fleet fleet, CurrentUser user)
    {
        var reader = HostReader.Of(user);
        Dictionary<string, (HostState Host, string Json)>? sent = null;
        return new LiveResult(fleet.Changes, async (stream, cancellationToken) =>
        {
            var hosts = fleet.Hosts.Values.ToDictionary(host => host.Id, host => (host, Told(host, reader, sent)));
            if (sent is null)
                await stream.SendAsync("hosts", JsonSerializer.Serialize(fleet.Hosts.Values.Select(host => HostEntries.Of(host, reader)), CatalogJson.Options), cancellationToken);
            else
                await SendDifferenceAsync(stream, sent, hosts, reader, cancellationToken);

            sent = hosts;
            return true;
        });
    }

    private static async Task SendDifferenceAsync(
        EventStream stream,
        Dictionary<string, (HostState Host, string Json)> sent,
        Dictionary<string, (HostState Host, string Json)> hosts,
        HostReader reader,
        CancellationToken cancellationToken)
    {
        foreach (var (id, (host, json)) in hosts.Where(host => sent.GetValueOrDefault(host.Key).Json != host.Value.Json))
            await stream.SendAsync("host", JsonSerializer.Serialize(HostEntries.Of(host, reader), CatalogJson.Options), cancellationToken);
        foreach (var id in sent.Keys.Except(hosts.Keys))
            await stream.SendAsync("host-removed", JsonSerializer.Serialize(new HostRemoved(id), CatalogJson.Options), cancellationToken);
    }

    // That a host was heard of again is no news.
    private static string Told(HostState host, HostReader reader, Dictionary<string, (HostState Host, string Json)>? sent) =>
        sent is not null && sent.TryGetValue(host.Id, out var known) && ReferenceEquals(known.Host, host)
            ? known.Json
            : JsonSerializer.Serialize(HostEntries.Of(host with { LastSeenAt = default }, reader), CatalogJson.Options);
}
