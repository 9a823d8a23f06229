namespace Chatbot.Auth.Contracts;

/// <summary>Answer of <c>GET /api/auth/session</c>.</summary>
public sealed record SessionResponse(SessionUser User, Entitlements Entitlements);

/// <param name="Id">The account's id, a UUID.</param>
/// <param name="Email">Null for a guest.</param>
/// <param name="Type">One of <see cref="UserTypes"/>.</param>
public sealed record SessionUser(Guid Id, string? Email, string Type);

/// <param name="MessagesPerDay">Null is unlimited.</param>
/// <param name="Models">Model ids or patterns with <c>*</c> at their end.</param>
/// <param name="Permissions">Of <see cref="Contracts.Permissions"/>.</param>
public sealed record Entitlements(int? MessagesPerDay, IReadOnlyList<string> Models, IReadOnlyList<string> Permissions);
