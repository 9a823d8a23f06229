using Chatbot.Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Accounts;

/// <summary>
/// Five wrong passwords lock an account for five minutes. An attempt is counted before the password is checked, in one
/// statement, so that guesses made at once are not worth more than guesses made in turn.
/// </summary>
internal sealed class PasswordAttempts(AuthDbContext db, AddressBook addresses, IPasswordHasher<Account> hasher, TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    // An unknown address and a locked account cost the same time as a wrong password.
    private static readonly Account Nobody = Account.Guest(DateTimeOffset.UnixEpoch);
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, Nobody.SecurityStamp!);

    /// <summary>The account, or null: unknown address, wrong password and locked account are not told apart.</summary>
    public async Task<Account?> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var account = await addresses.FindAsync(email, cancellationToken);
        var counted = await CountAsync(account?.Id ?? Guid.Empty, cancellationToken);
        if (account?.PasswordHash is not { } hash || !counted)
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return null;
        }

        if (hasher.VerifyHashedPassword(account, hash, password) == PasswordVerificationResult.Failed) return null;
        return await ForgiveAsync(account.Id, cancellationToken) ? account : null;
    }

    private async Task<bool> CountAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + Lockout;
        var counted = await db.Users
            .Where(account => account.Id == id && (account.LockoutEnd == null || account.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                account => account
                    .SetProperty(it => it.LockoutEnd, it => it.AccessFailedCount + 1 >= Limit ? until : null)
                    .SetProperty(it => it.AccessFailedCount, it => it.AccessFailedCount + 1 >= Limit ? 0 : it.AccessFailedCount + 1),
                cancellationToken);
        return counted == 1;
    }

    // An account that is disabled meanwhile stays so.
    private async Task<bool> ForgiveAsync(Guid id, CancellationToken cancellationToken)
    {
        DateTimeOffset? disabled = Account.Forever;
        return await db.Users.Where(account => account.Id == id && (account.LockoutEnd == null || account.LockoutEnd < disabled)).ExecuteUpdateAsync(
            account => account.SetProperty(it => it.LockoutEnd, (DateTimeOffset?)null).SetProperty(it => it.AccessFailedCount, 0),
            cancellationToken) == 1;
    }
}
