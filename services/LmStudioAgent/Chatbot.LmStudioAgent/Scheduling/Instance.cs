using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A model in memory.</summary>
/// <param name="Ttl">Ours for what we loaded, LM Studio's for what is foreign; null is none.</param>
/// <param name="Foreign">Loaded by somebody else: its end is not ours to decide.</param>
/// <param name="ChangedAt">When it was loaded or first seen.</param>
internal sealed record Instance(
    string Id, string ModelKey, ModelKind Kind, int? ContextLength, TimeSpan? Ttl, bool Pinned, bool Foreign, DateTimeOffset LastUsedAt, DateTimeOffset ChangedAt)
{
    /// <summary>As asked for when we loaded it; null is the model's default.</summary>
    public int? RequestedContextLength { get; init; }

    /// <summary>After so long without use LM Studio lets go of it by itself, whatever is promised here; null where it does not, or does not say.</summary>
    public TimeSpan? StudioTtl { get; init; }

    /// <summary>Memory it is counted with; 0 when unknown.</summary>
    public long Bytes { get; init; }

    /// <summary>Requests that it takes at once.</summary>
    public required int Parallel { get; init; }

    /// <summary>Takes no more requests and is unloaded when the last one has ended, or at once when forced.</summary>
    public bool Draining { get; init; }

    public bool Forced { get; init; }

    /// <summary>LM Studio was told.</summary>
    public bool Unloading { get; init; }

    /// <summary>Another model needs its memory: requests due later than this get no place any more, and it goes when it is idle.</summary>
    public DateTimeOffset? GivesWayAfter { get; init; }

    /// <summary>LM Studio would not let it go: until then it is not asked again unless somebody says so.</summary>
    public DateTimeOffset? StuckUntil { get; init; }

    /// <summary>Of its latest answer.</summary>
    public double? TokensPerSecond { get; init; }

    public bool Takes(Waiting waiting) => !Draining && (GivesWayAfter is not { } limit || waiting.Due <= limit);

    /// <summary>Whether it is what a load with this context would give.</summary>
    public bool Has(int? contextLength) => contextLength is null || contextLength == RequestedContextLength || contextLength == ContextLength;
}
