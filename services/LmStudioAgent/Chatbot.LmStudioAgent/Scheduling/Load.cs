using System.Collections.Immutable;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A load that waits or runs, and the operations that it serves; none where only requests, or a pin, want it.</summary>
/// <param name="Due">Its place in the order of loads.</param>
/// <param name="Ttl">Null is the agent's default.</param>
internal sealed record Load(long Number, string ModelKey, DateTimeOffset Due, TimeSpan? Ttl, bool Pinned, int? ContextLength, ImmutableList<Guid> Operations)
{
    public double Progress { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset AnnouncedAt { get; init; }

    public bool Cancelling { get; init; }

    /// <summary>A sentence for people: what it waits for.</summary>
    public string? WaitsFor { get; init; }

    public EstimateKey Estimate => new(ModelKey, ContextLength);

    /// <summary>Somebody else wants it too: the longest wish counts.</summary>
    public Load Joined(Guid operation, TimeSpan? ttl, bool pinned, int? contextLength) => this with
    {
        Ttl = Ttl is null || ttl > Ttl ? ttl ?? Ttl : Ttl,
        Pinned = Pinned || pinned,
        ContextLength = ContextLength > contextLength ? ContextLength : contextLength ?? ContextLength,
        Operations = Operations.Add(operation),
    };
}
