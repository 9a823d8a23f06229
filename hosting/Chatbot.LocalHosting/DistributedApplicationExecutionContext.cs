namespace Chatbot.LocalHosting;

/// <summary>Whether the topology is run or written down.</summary>
public sealed class DistributedApplicationExecutionContext
{
    internal DistributedApplicationExecutionContext(bool publishing) => IsPublishMode = publishing;

    public bool IsPublishMode { get; }

    public bool IsRunMode => !IsPublishMode;
}
