using System.ComponentModel.DataAnnotations;

namespace Chatbot.Auth.Contracts;

/// <summary>Body of <c>POST /api/keys</c>, answered by 201 and <see cref="NewApiKey"/>. Not for guests, and not with a key: 403.</summary>
/// <param name="Name">What its owner knows it by.</param>
/// <param name="Scopes">Of <see cref="ApiKeyScopes"/>; null is <c>v1</c> alone.</param>
/// <param name="ExpiresInDays">Null is never.</param>
public sealed record ApiKeyRequest(
    [Required, StringLength(100, MinimumLength = 1)] string Name,
    IReadOnlyList<string>? Scopes = null,
    [Range(1, 3650)] int? ExpiresInDays = null);

/// <summary>A row of <c>GET /api/keys</c>; <c>DELETE /api/keys?id=</c> revokes it: 204.</summary>
/// <param name="Prefix">The key's beginning, by which its owner tells it from others.</param>
/// <param name="LastUsedAt">To the minute; null where it was never used.</param>
public sealed record ApiKeySummary(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);

/// <param name="Key">Told once: only its hash is kept.</param>
public sealed record NewApiKey(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key);

/// <summary>Answer of <c>GET /api/keys</c>, newest first.</summary>
public sealed record ApiKeyList(IReadOnlyList<ApiKeySummary> Keys);
