using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Events;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

internal static class HostEndpoints
{
    public static void MapHosts(this IEndpointRouteBuilder routes)
    {
        var hosts = routes.MapGroup("/api/hosts").WithTags("Hosts").RequireAuthorization().WithMetadata(new SurfaceMetadata(Surfaces.Hosts));
        hosts.MapGet("/", (Fleet fleet) => Entries(fleet)).WithName("ListHosts");
        hosts.MapGet("/events", Follow).WithName("FollowHosts");
    }

    private static IEnumerable<HostEntry> Entries(Fleet fleet) => fleet.Hosts.Values.Select(Entry);

    /// <summary><c>event: hosts</c> with all of them first, then <c>event: host</c> with each that changed.</summary>
    private static LiveResult Follow(Fleet fleet)
    {
        Dictionary<string, HostEntry>? sent = null;
        return new LiveResult(fleet.Changes, async (stream, cancellationToken) =>
        {
            var entries = Entries(fleet).ToList();
            if (sent is null)
                await stream.SendAsync("hosts", JsonSerializer.Serialize(entries, CatalogJson.Options), cancellationToken);
            else
                foreach (var entry in entries.Where(entry => !SaysTheSame(sent.GetValueOrDefault(entry.Id), entry)))
                    await stream.SendAsync("host", JsonSerializer.Serialize(entry, CatalogJson.Options), cancellationToken);

            sent = entries.ToDictionary(entry => entry.Id);
            return true;
        });
    }

    // That a host was heard of again is no news.
    private static bool SaysTheSame(HostEntry? sent, HostEntry entry) => sent is not null && sent with { LastSeenAt = entry.LastSeenAt } == entry;

    private static HostEntry Entry(HostState host) => new(
        host.Id, host.Name, host.Online, host.LastSeenAt, host.LmStudio.Health, host.LmStudio.Version, host.LmStudio.Simulated, host.LmStudio.Detail);
}
