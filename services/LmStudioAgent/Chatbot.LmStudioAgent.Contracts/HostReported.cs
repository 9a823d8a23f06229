namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// State of a host, published at most four times a second and at least every 5 s, with a message time to live of 15 s.
/// </summary>
/// <param name="HostId">The host's slug.</param>
/// <param name="Name">For people.</param>
/// <param name="AgentStartedAt">Start of this agent process: a report of an earlier one is stale.</param>
/// <param name="Number">Ascending from 1 within the process.</param>
/// <param name="AgentAddress">Base address of the agent's HTTP, for admission and inference.</param>
/// <param name="InventoryHash">Of the list of downloaded models; another hash than the one known asks for the inventory.</param>
public sealed record HostReported(
    string HostId,
    string Name,
    DateTimeOffset AgentStartedAt,
    long Number,
    DateTimeOffset At,
    Uri AgentAddress,
    LmStudioReport LmStudio,
    IReadOnlyList<InstanceReport> Instances,
    LoadReport? Loading,
    string InventoryHash);

/// <param name="Health">One of <see cref="LmStudioHealth"/>.</param>
/// <param name="Version">As LM Studio says it, such as <c>0.4.16</c>; null when unknown.</param>
/// <param name="Simulated">The simulator stands in for LM Studio.</param>
/// <param name="Detail">A sentence for people where health is not ok.</param>
public sealed record LmStudioReport(string Health, string? Version, bool Simulated, string? Detail);

public static class LmStudioHealth
{
    public const string Ok = "ok";
    public const string Unreachable = "unreachable";
    public const string Unauthorized = "unauthorized";
}

/// <param name="InstanceId">LM Studio's identifier of the instance.</param>
/// <param name="State">One of <see cref="InstanceStates"/>.</param>
/// <param name="ContextLength">Tokens granted; null when unknown.</param>
/// <param name="TtlRemainingSeconds">Null when pinned, foreign without TTL, or in use.</param>
/// <param name="Foreign">Loaded by someone else than this agent.</param>
/// <param name="InFlight">Requests running.</param>
public sealed record InstanceReport(
    string InstanceId,
    string ModelKey,
    string State,
    int? ContextLength,
    double? TtlRemainingSeconds,
    bool Pinned,
    bool Foreign,
    int InFlight,
    int Queued);

public static class InstanceStates
{
    public const string Loaded = "loaded";
    public const string Draining = "draining";
}

/// <summary>The load in progress.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="Queued">Requests that wait for it.</param>
public sealed record LoadReport(string ModelKey, double Progress, int Queued);
