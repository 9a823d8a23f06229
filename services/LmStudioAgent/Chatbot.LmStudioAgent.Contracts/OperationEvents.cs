using System.Text.Json;

namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>The agent has taken an operation, or it moved on. The first one is the acknowledgement of the command.</summary>
/// <param name="Progress">0 to 1, never falling.</param>
/// <param name="Waiting">It waits its turn on the host; false once LM Studio works on it.</param>
public sealed record OperationProgressed(Guid OperationId, string HostId, double Progress, bool Waiting)
{
    /// <summary>Of the agent that says so; news of an earlier agent of the host count for nothing. 0 is any.</summary>
    public long Epoch { get; init; }
}

/// <summary>The agent is done with an operation. Sent again when the command is delivered again.</summary>
/// <param name="Outcome">One of <see cref="OperationOutcomes"/>.</param>
/// <param name="Reason">One of <see cref="FailureReasons"/> where it failed.</param>
/// <param name="Detail">A sentence for people where it failed.</param>
public sealed record OperationEnded(Guid OperationId, string HostId, string Outcome, string? Reason, string? Detail, string? InstanceId)
{
    public long Epoch { get; init; }
}

/// <summary>Something was decided about an operation: for <c>GET /api/operations/{id}/why</c>. Each is sent at least once.</summary>
/// <param name="Number">Ascending from 1 within the operation; the same one may come again and is the same.</param>
/// <param name="Kind">One of <see cref="DecisionKinds"/>.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Inputs">What it was decided by, a JSON object: <c>budgetBytes</c>, <c>usedBytes</c>, <c>requiredBytes</c>, <c>resident</c>, <c>evict</c>, <c>ahead</c>, ... as far as they count.</param>
public sealed record OperationDecided(Guid OperationId, string HostId, int Number, DateTimeOffset At, string Kind, string Sentence, JsonElement Inputs)
{
    public long Epoch { get; init; }
}

public static class DecisionKinds
{
    /// <summary>Taken: it waits its turn, joins a load that is wanted already, or has nothing to do.</summary>
    public const string Taken = "taken";

    /// <summary>It waits for memory: what is to go, and what that waits for.</summary>
    public const string MakesRoom = "makes-room";

    /// <summary>LM Studio was told.</summary>
    public const string Started = "started";

    public const string Ended = "ended";
}

public static class OperationOutcomes
{
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

public static class FailureReasons
{
    public const string OutOfMemory = "out_of_memory";
    public const string ModelNotFound = "model_not_found";
    public const string InstanceNotFound = "instance_not_found";
    public const string LmStudioUnreachable = "lmstudio_unreachable";
    public const string LmStudioRefused = "lmstudio_refused";
    public const string HostOffline = "host_offline";
    public const string TimedOut = "timed_out";
    public const string LoadFailed = "load_failed";
    public const string AgentRestarted = "agent_restarted";

    /// <summary>The host takes no new work: another host may.</summary>
    public const string HostDraining = "host_draining";

    /// <summary>Somebody else's instance is in the way, which is not ours to unload.</summary>
    public const string InUse = "in_use";

    /// <summary>This LM Studio is too old for it.</summary>
    public const string NotSupported = "not_supported";

    public const string DownloadFailed = "download_failed";
}
