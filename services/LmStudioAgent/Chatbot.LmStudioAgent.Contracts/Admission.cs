namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Body of <c>POST /admissions</c> on the agent (scope <c>agent.infer</c>). The answer is a server-sent stream of
/// <c>event: queued|loading|granted|refused</c> with the record of that name as <c>data</c>; it ends after
/// <c>granted</c> or <c>refused</c>. Closing it before gives the place up.
/// </summary>
/// <param name="User">For fairness between people.</param>
/// <param name="Priority">Higher goes first; 0 is a person waiting, negative is background.</param>
/// <param name="MayLoad">False: only where it is loaded already (background work never causes a load).</param>
public sealed record AdmissionRequest(string ModelKey, string User, int Priority = 0, bool MayLoad = true);

/// <param name="Position">1 is next.</param>
/// <param name="EtaSeconds">Expected seconds until it starts, from what this host was observed to need, by a rule of thumb before it has observed anything.</param>
public sealed record AdmissionQueued(int Position, double? EtaSeconds)
{
    /// <summary>A sentence for people: what is waited for.</summary>
    public string? Reason { get; init; }
}

/// <param name="Progress">0 to 1.</param>
public sealed record AdmissionLoading(double Progress)
{
    /// <summary>Expected seconds to the end of the load; null before this host has loaded anything.</summary>
    public double? EtaSeconds { get; init; }
}

/// <param name="Ticket">
/// Presented as <see cref="AdmissionHeaders.Ticket"/> on one <c>POST /v1/chat/completions</c>; lapses when not used within
/// 10 s. Who does not need it after all gives it back by <c>DELETE /admissions/{ticket}</c>.
/// </param>
public sealed record AdmissionGranted(string Ticket, string InstanceId, int? ContextLength);

/// <param name="Reason">One of <see cref="FailureReasons"/>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record AdmissionRefused(string Reason, string Message);

public static class AdmissionHeaders
{
    public const string Ticket = "X-Admission-Ticket";
}
