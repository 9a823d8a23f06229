namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>The agent has taken an operation, or it moved on. The first one is the acknowledgement of the command.</summary>
/// <param name="Progress">0 to 1, never falling.</param>
/// <param name="Waiting">It waits its turn on the host; false once LM Studio works on it.</param>
public sealed record OperationProgressed(Guid OperationId, string HostId, double Progress, bool Waiting);

/// <summary>The agent is done with an operation. Sent again when the command is delivered again.</summary>
/// <param name="Outcome">One of <see cref="OperationOutcomes"/>.</param>
/// <param name="Reason">One of <see cref="FailureReasons"/> where it failed.</param>
/// <param name="Detail">A sentence for people where it failed.</param>
public sealed record OperationEnded(Guid OperationId, string HostId, string Outcome, string? Reason, string? Detail, string? InstanceId);

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
}
