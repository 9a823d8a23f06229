using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Data;

/// <summary>What only one request of one replica may do at a time.</summary>
internal enum ExclusiveWork
{
    FirstAccount = 0x61757401,
    Clients = 0x61757402,
    SigningKeys = 0x61757403,
    Admins = 0x61757404,
}

internal static class ExclusiveWorkExtensions
{
    /// <summary>
    /// One transaction, repeated as a whole after a lost connection; with <paramref name="exclusive"/> it waits for others
    /// with the same, by an advisory lock that ends with the transaction.
    /// </summary>
    public static Task<T> InTransactionAsync<T>(this AuthDbContext db, ExclusiveWork? exclusive, Func<Task<T>> work, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync(token);
                if (exclusive is { } key) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)key})", token);
                var result = await work();
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);
}
