using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;

namespace Chatbot.ModelCatalog.Models;

/// <summary>Says why a host was chosen, with what was known of all that have the model.</summary>
internal static class PlacementReason
{
    /// <param name="model">As it was asked for.</param>
    /// <param name="host">As it was asked for beside the id.</param>
    public static Placed Of(string model, string? host, string key, IReadOnlyList<HostState> candidates, HostState chosen)
    {
        var isNamed = host is not null || (ModelIds.TryParseLocal(model, out var named, out _) && named is not null);
        var state = ModelPlaces.Of(chosen, key).State;
        var sentence = isNamed ? $"Host {chosen.Id} was asked for."
            : candidates.Count == 1 ? $"Host {chosen.Id} is the only one that has the model."
            : $"Of {candidates.Count} hosts that have the model, {chosen.Id} is the best off: {Described(state)}, {Requests(chosen)} requests on it.";
        return new Placed(sentence, new Inputs(model, host, chosen.Id, [.. candidates.Select(candidate => Candidate(candidate, key))]));
    }

    private static string Described(string state) => state switch
    {
        PlaceStates.Loaded => "the model is loaded there",
        PlaceStates.Loading => "the model is being loaded there",
        PlaceStates.Offline => "no host that has it can be reached",
        PlaceStates.Draining => "others can't be reached or drain too",
        _ => "it can load the model",
    };

    private static int Requests(HostState host) => host.Instances.Sum(instance => instance.InFlight + instance.Queued);

    private static Considered Candidate(HostState host, string key) =>
        new(host.Id, ModelPlaces.Of(host, key).State, host.Draining, Requests(host), host.Loading?.ModelKey, host.PendingLoads.Count);

    private sealed record Inputs(string Model, string? Host, string Chosen, IReadOnlyList<Considered> Candidates);

    private sealed record Considered(string Host, string State, bool Draining, int Requests, string? Loading, int PendingLoads);
}
