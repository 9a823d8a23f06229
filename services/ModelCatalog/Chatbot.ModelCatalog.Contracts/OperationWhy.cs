using System.Text.Json;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>Answer of <c>GET /api/operations/{id}/why</c>: who asked for what, and what was decided, with what it was decided by.</summary>
/// <param name="Cancellation">Null where nobody asked for it.</param>
/// <param name="Decisions">In their order.</param>
public sealed record OperationWhy(
    Operation Operation, OperationRequested Request, OperationCancellation? Cancellation, IReadOnlyList<OperationDecision> Decisions);

/// <param name="RequestedBy">The account's id.</param>
public sealed record OperationRequested(Guid RequestedBy, DateTimeOffset At, OperationOptions Options);

/// <summary>What was asked for, as far as it belongs to the kind of operation.</summary>
public sealed record OperationOptions(int? TtlSeconds, bool? Pinned, int? ContextLength, string? InstanceId, bool? Force, string? Quantization);

/// <param name="RequestedBy">The account's id.</param>
public sealed record OperationCancellation(Guid RequestedBy, DateTimeOffset At);

/// <param name="Number">0 is the catalog's choice of the host, the others are the agent's.</param>
/// <param name="Kind"><c>placed</c>, <c>taken</c>, <c>makes-room</c>, <c>started</c> or <c>ended</c>.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Inputs">What it was decided by, a JSON object.</param>
public sealed record OperationDecision(int Number, DateTimeOffset At, string Kind, string Sentence, JsonElement Inputs);
