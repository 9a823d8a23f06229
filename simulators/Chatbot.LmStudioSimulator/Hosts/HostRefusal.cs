namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>LM Studio says no: each of its interfaces tells it in its own shape.</summary>
internal sealed class HostRefusal(RefusalKind kind, string message) : Exception(message)
{
    public RefusalKind Kind { get; } = kind;
}

internal enum RefusalKind
{
    ModelNotFound,
    InstanceNotFound,
    IdentifierInUse,
    NoModelLoaded,
    AmbiguousModel,
}
