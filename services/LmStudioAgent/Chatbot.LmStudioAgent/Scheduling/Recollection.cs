using System.Collections.Immutable;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What of the state outlives the agent: what it loaded, what is pinned, what it observed, and how operations ended.</summary>
internal sealed record Recollection
{
    public ImmutableDictionary<string, RememberedInstance> Instances { get; init; } = ImmutableDictionary<string, RememberedInstance>.Empty;

    public ImmutableDictionary<string, Desired> Desired { get; init; } = ImmutableDictionary<string, Desired>.Empty;

    public Observed Observed { get; init; } = Observed.Nothing;

    public ImmutableList<OperationEnded> Ended { get; init; } = [];

    /// <summary>All but the ended operations, which are kept one by one.</summary>
    public static Recollection Of(HostState state)
    {
        var own = state.Instances.Values.Where(instance => !instance.Foreign)
            .Select(instance => (instance.Id, new RememberedInstance(instance.ModelKey, instance.Ttl, instance.Pinned, instance.RequestedContextLength, instance.Bytes)));
        // One being loaded may be there when the agent is back.
        if (state.Loading is { } load)
            own = own.Append((load.ModelKey, new RememberedInstance(load.ModelKey, load.Ttl ?? state.Settings.DefaultTtl, load.Pinned, load.ContextLength, Memory.Required(state, load.Estimate).Bytes)));
        return new Recollection
        {
            Instances = state.Remembered.SetItems(own.Select(pair => KeyValuePair.Create(pair.Id, pair.Item2))),
            Desired = state.Desired,
            Observed = state.Observed,
        };
    }

    /// <summary>But for observations, which change with every answer.</summary>
    public bool SaysTheSame(Recollection other) => Same(Instances, other.Instances) && Same(Desired, other.Desired);

    private static bool Same<T>(ImmutableDictionary<string, T> one, ImmutableDictionary<string, T> other) where T : class =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}
