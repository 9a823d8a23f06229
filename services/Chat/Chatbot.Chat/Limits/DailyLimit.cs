using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Limits;

/// <summary>The one place where messages of the day are taken: of the person, and of the address that guests share.</summary>
internal sealed class DailyLimit(ChatDbContext db, AddressCount count, GuestAddress address, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>
    /// Takes one message of the day. Inside the caller's transaction, where there is one, and what is refused must be rolled back
    /// there: what is rolled back is not spent. Null when it was taken, else how long to wait.
    /// </summary>
    /// <param name="limit">Messages in 24 hours; null is unlimited.</param>
    public async Task<TimeSpan?> ReserveAsync(PersonId person, int? limit, CancellationToken cancellationToken)
    {
        if (limit is null) return null;
        if (limit <= 0) return Window;
        if (address.Counted is not { } shared) return await TakeOfPersonAsync(person, limit.Value, cancellationToken);
        if (db.Database.CurrentTransaction is not null) return await TakeOfBothAsync(person, limit.Value, shared, cancellationToken);

        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var wait = await TakeOfBothAsync(person, limit.Value, shared, cancellationToken);
            if (wait is null) await transaction.CommitAsync(CancellationToken.None);
            return wait;
        });
    }

    /// <summary>Of what could not be answered at all.</summary>
    public async Task GiveBackAsync(PersonId person, int? limit)
    {
        if (limit is null) return;
        await db.Usage.Where(usage => usage.PersonId == person && usage.Count > 0).ExecuteUpdateAsync(usage => usage.SetProperty(row => row.Count, row => row.Count - 1));
        if (address.Counted is { } shared) await count.GiveBackAsync(shared);
    }

    // Always the person first: two who wait for each other's rows would wait for ever.
    private async Task<TimeSpan?> TakeOfBothAsync(PersonId person, int limit, string shared, CancellationToken cancellationToken) =>
        await TakeOfPersonAsync(person, limit, cancellationToken) ?? await count.TakeAsync(shared, address.Limit, cancellationToken);

    private async Task<TimeSpan?> TakeOfPersonAsync(PersonId person, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync(UsageSql.OfPerson(person.Value, limit, now, now - Window), cancellationToken) == 1) return null;

        var started = await db.Usage.Where(usage => usage.PersonId == person).Select(usage => (DateTimeOffset?)usage.WindowStartedAt).SingleOrDefaultAsync(cancellationToken);
        return (started ?? now) + Window - now;
    }
}
