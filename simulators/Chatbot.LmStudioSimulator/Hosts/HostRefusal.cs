namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>LM Studio says no: each of its interfaces tells it in its own shape.</summary>
/// <param name="reason">What its engine said, which the REST interface keeps to itself.</param>
internal sealed class HostRefusal(RefusalKind kind, string message, string? reason = null) : Exception(message)
{
    public string? Reason => reason;

    public RefusalKind Kind { get; } = kind;
}

internal enum RefusalKind
{
    ModelNotFound,
    InstanceNotFound,
    IdentifierInUse,
    NoModelLoaded,
    AmbiguousModel,
    LoadFailed,
    DownloadFailed,
}
