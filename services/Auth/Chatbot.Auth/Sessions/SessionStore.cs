using Chatbot.Auth.Accounts;
using Chatbot.Auth.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Sessions;

/// <summary>Sessions by their handle.</summary>
internal sealed class SessionStore(AuthDbContext db, TimeProvider time)
{
    /// <summary>Adds the row to the context; the caller saves.</summary>
    public SessionHandle Start(Account account)
    {
        var handle = SessionHandle.Create();
        db.Sessions.Add(Session.Start(handle, account, time.GetUtcNow()));
        return handle;
    }

    /// <summary>The account of a living session, tracked; null for an unknown, ended or expired one.</summary>
    public async Task<Account?> FindAccountAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        var (hash, now) = (handle.Hash(), time.GetUtcNow());
        return await db.Sessions.Where(session => session.HandleHash == hash && session.ExpiresAt > now)
            .Select(session => session.Account)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>As <see cref="FindAccountAsync"/>, and the session lives on from now.</summary>
    public async Task<Account?> UseAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        var (hash, now) = (handle.Hash(), time.GetUtcNow());
        var session = await db.Sessions.AsNoTracking().Include(row => row.Account)
            .FirstOrDefaultAsync(row => row.HandleHash == hash && row.ExpiresAt > now, cancellationToken);
        if (session is null || session.Account.IsDisabled) return null;

        if (session.IsDueForRenewal(now))
        {
            await db.Sessions.Where(row => row.HandleHash == hash).ExecuteUpdateAsync(
                row => row.SetProperty(it => it.LastUsedAt, now).SetProperty(it => it.ExpiresAt, now + Session.Lifetime),
                cancellationToken);
        }

        return session.Account;
    }

    public async Task EndAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        var hash = handle.Hash();
        await db.Sessions.Where(session => session.HandleHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task EndAllAsync(Account account, CancellationToken cancellationToken) =>
        await db.Sessions.Where(session => session.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
}
