namespace Chatbot.ModelCatalog.Contracts;

/// <summary>One entry of <c>GET /api/hosts</c>; <c>GET /api/hosts/events</c> sends <c>event: host</c> with each change.</summary>
/// <param name="Id">The host's slug.</param>
/// <param name="Online">Heard of in the last 15 s.</param>
/// <param name="Health">LM Studio's: <c>ok</c>, <c>unreachable</c> or <c>unauthorized</c>.</param>
public sealed record HostEntry(
    string Id,
    string Name,
    bool Online,
    DateTimeOffset LastSeenAt,
    string Health,
    string? Version,
    bool Simulated,
    string? Detail);
