using System.Collections.Immutable;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>An operation that was taken and has not ended.</summary>
/// <param name="Decided">How many of its decisions were told.</param>
internal sealed record Operation(Guid Id, OperationKind Kind, int Decided = 0)
{
    /// <summary>Of an unload: the instances whose end it waits for.</summary>
    public ImmutableHashSet<string> Instances { get; init; } = [];

    /// <summary>Of an unload: the load it stopped and whose end it waits for.</summary>
    public long? Load { get; init; }

    /// <summary>Of a download, 0 to 1.</summary>
    public double Progress { get; init; }
}

internal enum OperationKind
{
    Load,
    Unload,
    Download,
}
