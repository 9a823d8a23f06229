using System.Collections.Immutable;
using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>A model in memory.</summary>
/// <param name="Ttl">Ours for what we loaded, LM Studio's for what is foreign; null is none.</param>
/// <param name="Foreign">Loaded by somebody else: its end is not ours to decide.</param>
/// <param name="Draining">Takes no more requests and is unloaded when the last one has ended, or at once when forced.</param>
/// <param name="Unloading">LM Studio was told.</param>
/// <param name="ChangedAt">When it was loaded or first seen.</param>
internal sealed record Instance(
    string Id,
    string ModelKey,
    ModelKind Kind,
    int? ContextLength,
    TimeSpan? Ttl,
    bool Pinned,
    bool Foreign,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ChangedAt,
    bool Draining = false,
    bool Forced = false,
    bool Unloading = false);

/// <summary>A load that waits or runs, and the operations that it serves; none where only requests want it.</summary>
/// <param name="Ttl">Null is the agent's default.</param>
internal sealed record Load(
    long Number,
    string ModelKey,
    TimeSpan? Ttl,
    bool Pinned,
    int? ContextLength,
    ImmutableList<Guid> Operations,
    double Progress = 0,
    DateTimeOffset AnnouncedAt = default,
    bool Cancelling = false)
{
    /// <summary>Somebody else wants it too: the longest wish counts.</summary>
    public Load Joined(Guid operation, TimeSpan? ttl, bool pinned, int? contextLength) => this with
    {
        Ttl = Ttl is null || ttl > Ttl ? ttl ?? Ttl : Ttl,
        Pinned = Pinned || pinned,
        ContextLength = ContextLength ?? contextLength,
        Operations = Operations.Add(operation),
    };
}

/// <summary>A request that waits for a place.</summary>
/// <param name="Told">What it was told last.</param>
internal sealed record Waiting(string AdmissionId, string ModelKey, string User, int Priority, bool MayLoad, object? Told = null);

/// <summary>A place on an instance. Its id is that of the admission, which nobody can guess.</summary>
internal sealed record Ticket(string Id, string InstanceId, DateTimeOffset GrantedAt, bool Running = false);

/// <summary>An operation that was taken and has not ended.</summary>
/// <param name="Instances">Of an unload: the instances whose end it waits for.</param>
/// <param name="Load">Of an unload: the load it stopped and whose end it waits for.</param>
internal sealed record Operation(Guid Id, ImmutableHashSet<string> Instances, long? Load = null)
{
    public bool IsUnload => !Instances.IsEmpty || Load is not null;
}
