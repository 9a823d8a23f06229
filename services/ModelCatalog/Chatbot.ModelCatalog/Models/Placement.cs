using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Models;

/// <summary>Which model on which host a request means.</summary>
internal static class Placement
{
    /// <summary>The model's key with the hosts that have it, or the error to answer with.</summary>
    /// <param name="host">The host named beside the id; it must be the one in the id where both are given.</param>
    public static (ApiError? Error, string Key, IReadOnlyList<HostState> Hosts) Find(Fleet fleet, string model, string? host)
    {
        if (!ModelIds.TryParseLocal(model, out var hostOfId, out var key))
            return (ApiError.BadRequest(Surfaces.Models, "model: only a local model, such as 'lmstudio:<key>', is loaded or unloaded."), "", []);
        if (host is not null && hostOfId is not null && host != hostOfId)
            return (ApiError.BadRequest(Surfaces.Models, "host: the model's id names another host."), "", []);

        var wanted = host ?? hostOfId;
        if (wanted is not null && !HostSlug.IsValid(wanted))
            return (ApiError.BadRequest(Surfaces.Models, $"host: {HostSlug.Rule}"), "", []);

        List<HostState> having = [.. fleet.Hosts.Values.Where(candidate => (wanted is null || candidate.Id == wanted) && candidate.Has(key))];
        return having.Count == 0 ? (ApiError.NotFound(Surfaces.Models), "", []) : (null, key, having);
    }

    /// <summary>
    /// Where it is loaded already, else where it is quickest: hosts that work before those that do not, those where it displaces
    /// nothing before those where it does, idle before busy ones.
    /// </summary>
    public static HostState BestFor(string modelKey, IEnumerable<HostState> hosts) => hosts
        .OrderBy(host => ModelPlaces.Rank(host, modelKey))
        .ThenBy(host => Displaces(host, modelKey))
        .ThenBy(host => host.Loading is null ? 0 : 1)
        .ThenBy(host => host.Instances.Sum(instance => instance.InFlight + instance.Queued))
        .First();

    // By its size on disk, of which it needs more: close calls are the agent's to judge.
    private static bool Displaces(HostState host, string modelKey) =>
        host.Memory is { } memory
        && host.Inventory.Models.FirstOrDefault(model => model.Key == modelKey)?.SizeBytes is { } size
        && host.Instances.All(instance => instance.ModelKey != modelKey)
        && memory.BudgetBytes - memory.UsedBytes < size;
}
