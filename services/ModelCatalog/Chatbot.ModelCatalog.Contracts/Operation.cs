using System.ComponentModel.DataAnnotations;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// A load, an unload or a download, from its request to its end. <c>GET /api/operations/{id}/events</c> sends
/// <c>event: operation</c> with each change and ends with the operation. <c>GET /api/operations/events</c> sends
/// <c>event: operations</c> with the newest hundred first, newest first, then <c>event: operation</c> with each that is new or changed.
/// </summary>
/// <param name="Kind"><c>load</c>, <c>unload</c> or <c>download</c>.</param>
/// <param name="Model">The model's id, <c>lmstudio:&lt;key&gt;</c>; for a download what was asked for.</param>
/// <param name="State">One of <see cref="OperationStates"/>.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Reason">Why it failed: a typed reason such as <c>out_of_memory</c>.</param>
/// <param name="Message">A sentence for people: what it waits for, or why it failed.</param>
/// <param name="RequestedBy">The account's id.</param>
/// <param name="Pinned">Of a load: true is to keep the model loaded, false takes such a pin off; null is neither.</param>
public sealed record Operation(
    Guid Id,
    string Kind,
    string Model,
    string Host,
    string State,
    double Progress,
    string? Reason,
    string? Message,
    Guid RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    bool? Pinned = null);

public static class OperationStates
{
    public const string Pending = "pending";
    public const string Dispatched = "dispatched";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
}

/// <summary>Body of <c>POST /api/models/load</c>, answered by 202 and the <see cref="Operation"/>.</summary>
/// <param name="Host">Null lets the catalog choose among the hosts that have the model.</param>
/// <param name="TtlSeconds">60 to 604,800.</param>
/// <param name="Pinned">True keeps it loaded until somebody unloads it; false takes such a pin off, for those who may unload.</param>
/// <param name="IdempotencyKey">At most 100 characters; the same key of the same person is the same operation.</param>
public sealed record LoadModelRequest(
    [Required, StringLength(500)] string Model,
    string? Host = null,
    [Range(60, 604_800)] int? TtlSeconds = null,
    bool? Pinned = null,
    [Range(1, 100_000_000)] int? ContextLength = null,
    [StringLength(100, MinimumLength = 1)] string? IdempotencyKey = null);

/// <summary>Body of <c>POST /api/models/unload</c>, answered by 202 and the <see cref="Operation"/>.</summary>
public sealed record UnloadModelRequest(
    [Required, StringLength(500)] string Model,
    string? Host = null,
    [StringLength(500, MinimumLength = 1)] string? InstanceId = null,
    bool? Force = null,
    [StringLength(100, MinimumLength = 1)] string? IdempotencyKey = null);
