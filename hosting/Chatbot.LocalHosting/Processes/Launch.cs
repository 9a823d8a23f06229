namespace Chatbot.LocalHosting.Processes;

/// <summary>How a process is started. <see cref="User"/> is an account to start it as, when this one is root.</summary>
internal sealed record Launch(string FileName, IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = "/";

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? User { get; init; }

    /// <summary>The signal that asks it to end in an orderly way.</summary>
    public int StopSignal { get; init; } = Unix.Terminate;
}
