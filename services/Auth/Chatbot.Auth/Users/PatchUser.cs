using Chatbot.Auth.Accounts;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Users;

/// <summary><c>PATCH /api/users/{id}</c>. One at a time in the whole installation: two admins must not take each other away.</summary>
internal static class PatchUser
{
    private static readonly ApiError Own = ApiError.Conflict(Surfaces.Admin, "id") with { Message = "Nobody changes the own account here. Please ask another admin." };
    private static readonly ApiError LastAdmin = ApiError.Conflict(Surfaces.Admin, "id") with { Message = "No admin would be left. Please make somebody else an admin first." };

    public static async Task<IResult> HandleAsync(
        Guid id, UserPatch patch, CurrentUser user, SessionStore sessions, AuthDbContext db, CancellationToken cancellationToken)
    {
        if (patch.Type is not (null or UserTypes.Regular or UserTypes.Admin)) return ApiError.BadRequest(Surfaces.Api, "type: regular or admin.");
        if (id == user.Id) return Own;
        return await db.InTransactionAsync(ExclusiveWork.Admins, () => WriteAsync(id, patch, sessions, db, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> WriteAsync(Guid id, UserPatch patch, SessionStore sessions, AuthDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(account => account.Id == id, cancellationToken) is not { } account) return ApiError.NotFound(Surfaces.Admin, "id");
        if (patch.Type is not null && account.UserType == UserTypes.Guest) return ApiError.BadRequest(Surfaces.Api, "type: a guest becomes a person by registering.");

        var wasAdmin = IsAdmin(account);
        if (patch.Type is not null) account.Become(patch.Type);
        if (patch.Disabled is true) account.Disable();
        if (patch.Disabled is false && account.IsDisabled) account.Enable();
        if (wasAdmin && !IsAdmin(account) && !await AnotherAdminAsync(id, db, cancellationToken)) return LastAdmin;

        if (patch.Disabled is true) await sessions.EndAllAsync(account, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Results.Ok(account.ToSummary());
    }

    private static bool IsAdmin(Account account) => account is { UserType: UserTypes.Admin, IsDisabled: false };

    private static Task<bool> AnotherAdminAsync(Guid id, AuthDbContext db, CancellationToken cancellationToken)
    {
        DateTimeOffset? disabled = Account.Forever;
        return db.Users.AnyAsync(
            account => account.Id != id && account.UserType == UserTypes.Admin && (account.LockoutEnd == null || account.LockoutEnd < disabled), cancellationToken);
    }
}
