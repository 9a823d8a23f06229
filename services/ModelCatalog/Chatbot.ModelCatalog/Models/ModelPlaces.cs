using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;

namespace Chatbot.ModelCatalog.Models;

/// <summary>What a host's last report says of one model.</summary>
internal static class ModelPlaces
{
    /// <summary>Best first.</summary>
    private static readonly string[] Order =
        [PlaceStates.Loaded, PlaceStates.Loading, PlaceStates.Draining, PlaceStates.NotLoaded, PlaceStates.Offline];

    /// <summary>How well a request for the model would be off on the host, lower is better: one that drains takes nobody, but stands before one that is away.</summary>
    public static double Rank(HostState host, string modelKey) =>
        host is { IsUsable: true, Draining: true } ? Array.IndexOf(Order, PlaceStates.NotLoaded) + 0.5 : Array.IndexOf(Order, Of(host, modelKey).State);

    public static ModelPlace Of(HostState host, string modelKey)
    {
        if (!host.IsUsable) return new ModelPlace(host.Id, PlaceStates.Offline, null, 0, null, null, false, 0);

        var instances = host.Instances.Where(instance => instance.ModelKey == modelKey).ToList();
        var loading = host.Loading?.ModelKey == modelKey ? host.Loading : null;
        // The one that requests go to: the first that is not on its way out.
        var first = instances.Find(instance => instance.State == InstanceStates.Loaded) ?? instances.FirstOrDefault();
        var state = host.Draining ? PlaceStates.Draining
            : first is { State: InstanceStates.Loaded } ? PlaceStates.Loaded
            : loading is not null ? PlaceStates.Loading
            : first is not null ? PlaceStates.Draining
            : PlaceStates.NotLoaded;
        return new ModelPlace(
            host.Id,
            state,
            loading?.Progress,
            instances.Count,
            first?.ContextLength,
            first?.TtlRemainingSeconds,
            first?.Pinned ?? false,
            instances.Sum(instance => instance.Queued) + (loading?.Queued ?? 0))
        {
            RequestedContextLength = first?.RequestedContextLength,
            RemainingSeconds = loading?.RemainingSeconds,
        };
    }
}
