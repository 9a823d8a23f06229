using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Chatbot.Auth.Accounts;

/// <summary>Whoever changes a password may do so because somebody else knows it: all sessions end but the one that begins here.</summary>
internal static class ChangePassword
{
    private static readonly ApiError Wrong = new(ErrorTypes.Unauthorized, Surfaces.Auth, "password", "The password is not right.");

    public static async Task<Results<Ok<SignedIn>, ApiError>> HandleAsync(
        PasswordChange request, SessionStore sessions, PasswordAttempts attempts, IPasswordHasher<Account> hasher, AuthDbContext db, CancellationToken cancellationToken)
    {
        if (await sessions.FindAccountAsync(new SessionHandle(request.Handle), cancellationToken) is not { } found)
            return ApiError.Unauthorized(Surfaces.Auth, "handle");
        if (found.Email is not { } email) return ApiError.Forbidden(Surfaces.Auth, "A guest has no password: register first.");

        // Counted as a sign-in is: a session left open is no place to guess at the password.
        if (await attempts.TryAsync(email, request.Password, cancellationToken) is null) return Wrong;

        // Slow on purpose, so before the transaction.
        var hash = hasher.HashPassword(found, request.NewPassword);
        return TypedResults.Ok(await db.InTransactionAsync(null, () => WriteAsync(found.Id, hash, sessions, db, cancellationToken), cancellationToken));
    }

    private static async Task<SignedIn> WriteAsync(Guid id, string hash, SessionStore sessions, AuthDbContext db, CancellationToken cancellationToken)
    {
        var account = await db.Users.FindAsync([id], cancellationToken) ?? throw new InvalidOperationException("The account is gone.");
        account.ChangePassword(hash);
        await sessions.EndAllAsync(account, cancellationToken);
        var handle = sessions.Start(account);
        await db.SaveChangesAsync(cancellationToken);
        return new SignedIn(handle.Value, account.ToSessionUser());
    }
}
