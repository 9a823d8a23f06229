using System.Runtime.CompilerServices;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>The hosts of the catalog, as this person sees them.</summary>
internal sealed class HostClient(ServiceClient services, TimeProvider time)
{
    private const string Hosts = "http://catalog/api/hosts";

    private readonly CatalogEvents _events = new(services, time);

    public async IAsyncEnumerable<HostNews> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _events.ReadAsync("/api/hosts/events", cancellationToken))
        {
            HostNews? news = item.EventType switch
            {
                "hosts" => new HostsListed(CatalogEvents.Read<IReadOnlyList<HostEntry>>(item)),
                "host" => new HostChanged(CatalogEvents.Read<HostEntry>(item)),
                "host-removed" => new HostGone(CatalogEvents.Read<HostRemoved>(item).Id),
                _ => null,
            };
            if (news is not null) yield return news;
        }
    }

    /// <summary>The one-time token by which an agent on another machine becomes this host.</summary>
    public Task<EnrolmentToken> AddAsync(string name, CancellationToken cancellationToken) =>
        services.SendAsync<EnrolmentToken>(WithBody(HttpMethod.Post, Hosts, new AddHostRequest(name)), cancellationToken);

    /// <summary>Another one; the earlier holds no longer.</summary>
    public Task<EnrolmentToken> RenewTokenAsync(string id, CancellationToken cancellationToken) =>
        services.SendAsync<EnrolmentToken>(new HttpRequestMessage(HttpMethod.Post, $"{Of(id)}/token"), cancellationToken);

    /// <summary>Only what is given changes.</summary>
    public Task<HostEntry> ChangeAsync(string id, HostPatch change, CancellationToken cancellationToken) =>
        services.SendAsync<HostEntry>(WithBody(HttpMethod.Patch, Of(id), change), cancellationToken);

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await services.SendAsync(new HttpRequestMessage(HttpMethod.Delete, Of(id)), cancellationToken);
    }

    public Task<Operation> DownloadAsync(string id, DownloadModelRequest download, CancellationToken cancellationToken) =>
        services.SendAsync<Operation>(WithBody(HttpMethod.Post, $"{Of(id)}/downloads", download), cancellationToken);

    private static string Of(string id) => $"{Hosts}/{Uri.EscapeDataString(id)}";

    private static HttpRequestMessage WithBody<T>(HttpMethod method, string address, T body) =>
        new(method, address) { Content = JsonContent.Create(body, options: ServiceJson.Options) };
}

/// <summary>Of a <see cref="HostChange"/>, what this page changes: what is null is not sent, and stays.</summary>
internal sealed record HostPatch(string? Name = null, bool? Draining = null);

internal abstract record HostNews;

internal sealed record HostsListed(IReadOnlyList<HostEntry> Hosts) : HostNews;

internal sealed record HostChanged(HostEntry Host) : HostNews;

internal sealed record HostGone(string Id) : HostNews;
