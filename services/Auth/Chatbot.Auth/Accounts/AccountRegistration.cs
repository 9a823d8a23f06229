using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Chatbot.Auth.Accounts;

/// <summary>The first account becomes the admin; a guest's account becomes the person's.</summary>
internal sealed class AccountRegistration(
    AuthDbContext db, AddressBook addresses, IPasswordHasher<Account> hasher, SetupCode setupCode, SessionStore sessions, TimeProvider time)
{
    private static readonly ApiError Taken = ApiError.Conflict(Surfaces.Auth, "The address is taken.");
    private static readonly ApiError NeedsSetupCode = new(
        ErrorTypes.Forbidden, Surfaces.Auth, "setupCode", "The first account needs the set-up code that stands in the log of the auth service.");

    public async Task<(SignedIn? SignedIn, ApiError? Refused)> RegisterAsync(Registration request, CancellationToken cancellationToken)
    {
        // Only as long as there is no admin do registrations wait for each other.
        var mayBeFirst = !await AdminExistsAsync(cancellationToken);
        if (mayBeFirst && !MayBecomeAdmin(request)) return (null, NeedsSetupCode);
        if (await addresses.FindAsync(request.Email, cancellationToken) is not null) return (null, Taken);

        // Slow on purpose, so before the transaction.
        var passwordHash = hasher.HashPassword(Account.Guest(time.GetUtcNow()), request.Password);
        try
        {
            return await db.InTransactionAsync(
                mayBeFirst ? ExclusiveWork.FirstAccount : null,
                () => WriteAsync(request, passwordHash, mayBeFirst, cancellationToken),
                cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } })
        {
            return (null, Taken);
        }
    }

    private async Task<(SignedIn?, ApiError?)> WriteAsync(Registration request, string passwordHash, bool mayBeFirst, CancellationToken cancellationToken)
    {
        var first = mayBeFirst && !await AdminExistsAsync(cancellationToken);
        var account = await GuestOfAsync(request.GuestHandle, cancellationToken) ?? db.Users.Add(Account.Guest(time.GetUtcNow())).Entity;
        account.Register(request.Email.Trim(), addresses.Normalize(request.Email), passwordHash, first ? UserTypes.Admin : UserTypes.Regular);

        // A handle that was a guest's must not open what a person has.
        await sessions.EndAllAsync(account, cancellationToken);
        var handle = sessions.Start(account);
        await db.SaveChangesAsync(cancellationToken);
        return (new SignedIn(handle.Value, account.ToSessionUser()), null);
    }

    private bool MayBecomeAdmin(Registration request) => request.FromLoopback || setupCode.Matches(request.SetupCode);

    private Task<bool> AdminExistsAsync(CancellationToken cancellationToken) =>
        db.Users.AnyAsync(account => account.UserType == UserTypes.Admin, cancellationToken);

    private async Task<Account?> GuestOfAsync(string? handle, CancellationToken cancellationToken) =>
        handle is not null && await sessions.FindAccountAsync(new SessionHandle(handle), cancellationToken) is { UserType: UserTypes.Guest } guest ? guest : null;
}
