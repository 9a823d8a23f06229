namespace Chatbot.Auth.Contracts;

/// <summary>
/// Answer of <c>GET /api/users?limit=1..100&amp;ending_before=&amp;q=&amp;guests=</c> (permission <see cref="Permissions.UsersManage"/>), newest
/// first. <c>q</c> is a part of the address; <c>guests</c> lists only the guests, or the others; <c>ending_before</c> is the last id of the page before.
/// </summary>
public sealed record UserList(IReadOnlyList<UserSummary> Users, bool HasMore);

/// <param name="Email">Null for a guest.</param>
/// <param name="Type">One of <see cref="UserTypes"/>.</param>
/// <param name="Disabled">The account can neither sign in nor use its keys.</param>
public sealed record UserSummary(Guid Id, string? Email, string Type, DateTimeOffset CreatedAt, bool Disabled);

/// <summary>
/// Body of <c>PATCH /api/users/{id}</c>, answered by <see cref="UserSummary"/>; what is null stays. 409 for the own account, and where no
/// admin would be left.
/// </summary>
/// <param name="Type"><c>regular</c> or <c>admin</c>; a guest becomes a person by registering only.</param>
/// <param name="Disabled">True ends its sessions; what was given out before ends within ten minutes.</param>
public sealed record UserPatch(string? Type = null, bool? Disabled = null);
