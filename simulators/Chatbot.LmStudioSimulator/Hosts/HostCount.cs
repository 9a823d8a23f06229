namespace Chatbot.LmStudioSimulator.Hosts;

/// <param name="LoadsFailed">Refused by the guardrails, died on the way, or lost in a restart.</param>
/// <param name="Unloads">Asked for, idle for too long, and made room for another; not those of a restart.</param>
/// <param name="RequestsAborted">The instance was unloaded under it.</param>
/// <param name="RequestsCancelled">The caller went, or cancelled.</param>
/// <param name="RequestsTruncated">Cut by a fault.</param>
/// <param name="MaxParallel">Most requests that an instance worked on at the same time, by its identifier.</param>
internal sealed record HostCount(
    int LoadsStarted = 0,
    int LoadsSucceeded = 0,
    int LoadsFailed = 0,
    int LoadsCancelled = 0,
    int Unloads = 0,
    int RequestsStarted = 0,
    int RequestsCompleted = 0,
    int RequestsAborted = 0,
    int RequestsCancelled = 0,
    int RequestsTruncated = 0,
    int Restarts = 0,
    IReadOnlyDictionary<string, int>? MaxParallel = null);
